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
            if (type != null && (given || GraphQLTypeUtil.isNonNull(type) && variable.getDefaultValue() == null)) {
                String found = mismatch(variables.get(variable.getName()), type);
                if (found != null) {
                    errors.add(variable, "The variable '$%s' needs a value of the type '%s', and " + (given ? "has " : "gets ")
                            + found + ".", variable.getName(), GraphQLTypeUtil.simplePrint(type));
                }
            }
        }
        for (VariableReference condition : operation.conditions()) {
            if (variables.containsKey(condition.getName()) && variables.get(condition.getName()) == null) {
                errors.add(condition, "The variable '$%s' is null, and true or false is needed here.", condition.getName());
            }
        }
        return errors.errors();
    }

    /** @return what does not fit in the value; null when all does */
    private static @Nullable String mismatch(@Nullable Object value, GraphQLType type) {
        if (value == null) {
            return GraphQLTypeUtil.isNonNull(type) ? "none" : null;
        }
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (GraphQLTypeUtil.isList(nullable)) {
            GraphQLType item = GraphQLTypeUtil.unwrapOne(nullable);
            for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                String found = mismatch(each, item);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return accepts(nullable, value) ? null : kind(value);
    }

    private static boolean accepts(GraphQLType type, Object value) {
        if (type instanceof GraphQLEnumType enumeration) {
            return value instanceof String name && enumeration.getValue(name) != null;
        }
        try {
            if (type instanceof GraphQLScalarType scalar) {
                scalar.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ROOT);
            }
            return true;
        } catch (CoercingParseValueException e) {
            return false;
        }
    }

    private static String kind(Object value) {
        return value instanceof String ? "a string"
                : value instanceof Boolean ? "a boolean"
                        : value instanceof Number ? "a number that does not fit"
                                : value instanceof List ? "a list" : "an object";
    }
}
