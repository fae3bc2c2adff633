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
    public static final Map<String, Coercing<?, ?>> COERCINGS = Map.of("ID", new IdValue(),
            "JSON", new AnyValue(), "DateTime", new AnyValue(), "_Any", new AnyValue());

    private static final String ID_RULE = "An ID is a string or an integer.";

    private Scalars() {
    }

    /** @return the ID in a JSON value of the request, or null when the value is not an ID */
    public static @Nullable String idOfValue(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger ? value.toString() : null;
    }

    /** @return the ID in a literal of the document, or null when the literal is not an ID */
    public static @Nullable String idOfLiteral(@Nullable Value<?> literal) {
        if (literal instanceof StringValue text) {
            return text.getValue();
        }
        return literal instanceof IntValue number ? number.getValue().toString() : null;
    }

    /** An ID is a string or an integer (GraphQL specification, section 3.5.5). graphql-java accepts any value. */
    private static final class IdValue implements Coercing<String, String> {

        @Override
        public String serialize(Object result, GraphQLContext context, Locale locale) {
            return result.toString();
        }

        @Override
        public String parseValue(Object input, GraphQLContext context, Locale locale) {
            String id = idOfValue(input);
            if (id == null) {
                throw new CoercingParseValueException(ID_RULE);
            }
            return id;
        }

        @Override
        public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            String id = idOfLiteral(input);
            if (id == null) {
                throw new CoercingParseLiteralException(ID_RULE);
            }
            return id;
        }
    }

    /**
     * Accepts any value: as a result, in a variable, or as a literal that may contain variables. The federation library's
     * coercion of {@code _Any} fails on {@code null}, on variables, and on repeated keys.
     */
    private static final class AnyValue implements Coercing<Object, Object> {

        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return result;
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return input;
        }

        @Override
        public @Nullable Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context,
                Locale locale) {
            return ofLiteral(input, variables);
        }

        private static @Nullable Object ofLiteral(Value<?> literal, CoercedVariables variables) {
            if (literal instanceof StringValue text) {
                return text.getValue();
            }
            if (literal instanceof IntValue number) {
                return number.getValue();
            }
            if (literal instanceof FloatValue number) {
                return number.getValue();
            }
            if (literal instanceof BooleanValue truth) {
                return truth.isValue();
            }
            if (literal instanceof EnumValue name) {
                return name.getName();
            }
            if (literal instanceof VariableReference variable) {
                return variables.get(variable.getName());
            }
            if (literal instanceof ArrayValue list) {
                return list.getValues().stream().map(item -> ofLiteral(item, variables))
                        .collect(Collectors.toCollection(ArrayList::new));
            }
            if (literal instanceof ObjectValue object) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                object.getObjectFields().forEach(field -> values.put(field.getName(), ofLiteral(field.getValue(), variables)));
                return values;
            }
            return null;
        }
    }
}
