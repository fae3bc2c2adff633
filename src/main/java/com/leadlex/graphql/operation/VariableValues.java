package com.leadlex.graphql.operation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.operation.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.validation.ErrorList;
import com.leadlex.graphql.operation.validation.SchemaTypes;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

/** Checks the values of variables before an operation is run, as graphql-java will coerce them; the words are ours. */
final class VariableValues {

    private final SchemaTypes types;

    VariableValues(SchemaTypes types) {
        this.types = types;
    }

    /** @return empty when the operation can be run with them */
    List<GraphQLError> errors(PreparedOperation operation, Map<String, @Nullable Object> variables) {
        ErrorList errors = new ErrorList(ErrorCode.BAD_USER_INPUT);
        for (VariableDefinition variable : operation.definition().getVariableDefinitions()) {
            GraphQLType type = types.type(variable.getType());
            boolean given = variables.containsKey(variable.getName());
            if (type != null && (given || variable.getDefaultValue() == null)
                    && !accepts(type, variables.get(variable.getName()))) {
                errors.add(variable, "The variable '$%s' needs a value of the type '%s'.", variable.getName(),
                        GraphQLTypeUtil.simplePrint(type));
            }
        }
        for (VariableReference condition : operation.conditions()) {
            if (variables.containsKey(condition.getName()) && variables.get(condition.getName()) == null) {
                errors.add(condition, "The variable '$%s' is null, and true or false is needed here.", condition.getName());
            }
        }
        return errors.errors();
    }

    private static boolean accepts(GraphQLType type, @Nullable Object value) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value == null) {
            return type == nullable;
        }
        if (GraphQLTypeUtil.isList(nullable)) {
            GraphQLType item = GraphQLTypeUtil.unwrapOne(nullable);
            return value instanceof List<?> list ? list.stream().allMatch(it -> accepts(item, it)) : accepts(item, value);
        }
        if (nullable instanceof GraphQLEnumType enumeration) {
            return value instanceof String name && enumeration.getValue(name) != null;
        }
        try {
            ((GraphQLScalarType) nullable).getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ROOT);
            return true;
        } catch (CoercingParseValueException e) {
            return false;
        }
    }
}
