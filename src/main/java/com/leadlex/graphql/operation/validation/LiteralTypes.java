package com.leadlex.graphql.operation.validation;

import org.jspecify.annotations.Nullable;

import graphql.execution.CoercedVariables;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.NullValue;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.AbstractRule;
import graphql.validation.ValidationContext;
import graphql.validation.ValidationErrorCollector;
import graphql.validation.ValidationErrorType;

/**
 * Each literal is of the type that stands where it does (GraphQL specification, section 5.6.1). graphql-java tells the first
 * that is wrong of an argument, at the argument; this tells each, at the value itself.
 */
final class LiteralTypes extends AbstractRule {

    LiteralTypes(ValidationContext context, ValidationErrorCollector errors) {
        super(context, errors);
    }

    @Override
    public void checkArgument(Argument argument) {
        GraphQLArgument expected = getValidationContext().getArgument();
        if (expected != null && !ExperimentalDirectives.surround(getValidationContext())) {
            check(argument.getValue(), expected.getType(), "argument '" + argument.getName() + "'");
        }
    }

    @Override
    public void checkVariableDefinition(VariableDefinition variable) {
        GraphQLType expected = getValidationContext().getInputType();
        if (expected != null && variable.getDefaultValue() != null) {
            check(variable.getDefaultValue(), expected, "the default value of '$" + variable.getName() + "'");
        }
    }

    private void check(Value<?> value, GraphQLType type, String where) {
        if (value instanceof VariableReference) {
            return;
        }
        if (value instanceof NullValue) {
            if (GraphQLTypeUtil.isNonNull(type)) {
                tell(value, type, where, "it must not be null");
            }
        } else if (GraphQLTypeUtil.isNonNull(type)) {
            check(value, GraphQLTypeUtil.unwrapOne(type), where);
        } else if (!GraphQLTypeUtil.isList(type)) {
            checkUnwrapped(value, type, where);
        } else if (value instanceof ArrayValue list) {
            list.getValues().forEach(item -> check(item, GraphQLTypeUtil.unwrapOne(type), where));
        } else {
            check(value, GraphQLTypeUtil.unwrapOne(type), where);
        }
    }

    private void checkUnwrapped(Value<?> value, GraphQLType type, String where) {
        ValidationContext context = getValidationContext();
        if (type instanceof GraphQLScalarType scalar) {
            try {
                scalar.getCoercing().parseLiteral(value, CoercedVariables.emptyVariables(), context.getGraphQLContext(),
                        context.getI18n().getLocale());
            } catch (CoercingParseLiteralException e) {
                tell(value, type, where, e.getMessage());
            }
        } else if (!getValidationUtil().isValidLiteralValue(value, type, context.getSchema(), context.getGraphQLContext(),
                context.getI18n().getLocale())) {
            tell(value, type, where, null);
        }
    }

    private void tell(Value<?> value, GraphQLType type, String where, @Nullable String why) {
        addError(ValidationErrorType.WrongType, value.getSourceLocation(), where + " is not a valid '"
                + GraphQLTypeUtil.simplePrint(type) + "'" + (why == null ? "" : " - " + why));
    }
}
