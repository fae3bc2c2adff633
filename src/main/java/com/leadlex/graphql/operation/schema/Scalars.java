package com.leadlex.graphql.operation.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;

/** Coercion of scalars where SmallRye and graphql-java do not follow the GraphQL specification. */
public final class Scalars {

    /** The coercion for each scalar, by the name of the scalar. */
    public static final Map<String, Coercing<?, ?>> COERCINGS = Map.of("ID", new IdCoercing(),
            "JSON", new AnyValueCoercing(), "DateTime", new AnyValueCoercing(), "_Any", new AnyValueCoercing());

    private static final String ID_RULE = "An ID is a string or an integer.";

    private Scalars() {
    }

    /** @return the ID in a JSON value of the request, or null when the value is not an ID */
    public static @Nullable String idOfValue(@Nullable Object jsonValue) {
        if (jsonValue instanceof String stringValue) {
            return stringValue;
        }
        boolean isInteger = jsonValue instanceof Integer || jsonValue instanceof Long || jsonValue instanceof BigInteger;
        return isInteger ? String.valueOf(jsonValue) : null;
    }

    /** @return the ID in a literal of the document, or null when the literal is not an ID */
    public static @Nullable String idOfLiteral(@Nullable Value<?> literal) {
        if (literal instanceof StringValue stringLiteral) {
            return stringLiteral.getValue();
        }
        return literal instanceof IntValue intLiteral ? intLiteral.getValue().toString() : null;
    }

    /** An ID is a string or an integer (GraphQL specification, section 3.5.5). graphql-java accepts any value. */
    private static final class IdCoercing implements Coercing<String, String> {

        @Override
        public String serialize(Object id, GraphQLContext context, Locale locale) {
            return id.toString();
        }

        @Override
        public String parseValue(Object jsonValue, GraphQLContext context, Locale locale) {
            String id = idOfValue(jsonValue);
            if (id == null) {
                throw new CoercingParseValueException(ID_RULE);
            }
            return id;
        }

        @Override
        public String parseLiteral(Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            String id = idOfLiteral(literal);
            if (id == null) {
                throw new CoercingParseLiteralException(ID_RULE);
            }
            return id;
        }
    }

    /**
     * Accepts any value: as a result, in a variable, or as a literal that may contain variables.
     * The federation library's coercion of {@code _Any} fails on {@code null}, on variables, and on repeated keys.
     */
    private static final class AnyValueCoercing implements Coercing<Object, Object> {

        @Override
        public Object serialize(Object fieldValue, GraphQLContext context, Locale locale) {
            return fieldValue;
        }

        @Override
        public Object parseValue(Object jsonValue, GraphQLContext context, Locale locale) {
            return jsonValue;
        }

        @Override
        public @Nullable Object parseLiteral(Value<?> literal, CoercedVariables variables, GraphQLContext context,
                Locale locale) {
            return valueOfLiteral(literal, variables);
        }

        private static @Nullable Object valueOfLiteral(Value<?> literal, CoercedVariables variables) {
            if (literal instanceof StringValue stringLiteral) {
                return stringLiteral.getValue();
            }
            if (literal instanceof IntValue intLiteral) {
                return intLiteral.getValue();
            }
            if (literal instanceof FloatValue floatLiteral) {
                return floatLiteral.getValue();
            }
            if (literal instanceof BooleanValue booleanLiteral) {
                return booleanLiteral.isValue();
            }
            if (literal instanceof EnumValue enumLiteral) {
                return enumLiteral.getName();
            }
            if (literal instanceof VariableReference variable) {
                return variables.get(variable.getName());
            }
            if (literal instanceof ArrayValue arrayLiteral) {
                return arrayLiteral.getValues().stream().map(item -> valueOfLiteral(item, variables))
                        .collect(Collectors.toCollection(ArrayList::new));
            }
            if (literal instanceof ObjectValue objectLiteral) {
                Map<String, @Nullable Object> fieldValues = new LinkedHashMap<>();
                objectLiteral.getObjectFields()
                        .forEach(field -> fieldValues.put(field.getName(), valueOfLiteral(field.getValue(), variables)));
                return fieldValues;
            }
            return null;
        }
    }
}
