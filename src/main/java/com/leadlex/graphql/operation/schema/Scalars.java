package com.leadlex.graphql.operation.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;

/** The scalars that are coerced in another way than SmallRye and graphql-java do it. */
public final class Scalars {

    /** By the name of the scalar. */
    public static final Map<String, Coercing<?, ?>> COERCINGS = Map.of(SchemaNames.ID_SCALAR, new StrictId(),
            SchemaNames.JSON, new OutputOnly(), SchemaNames.DATE_TIME, new OutputOnly(), SchemaNames.ANY, new AnyValue());

    private Scalars() {
    }

    /** A scalar that no argument has: it is only ever written, as the object it is. The response writer knows how. */
    private static final class OutputOnly implements Coercing<Object, Object> {

        private static final String RULE = "This scalar is for results only.";

        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return result;
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            throw new CoercingParseValueException(RULE);
        }

        @Override
        public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            throw new CoercingParseLiteralException(RULE);
        }
    }

    /**
     * Federation's scalar {@code _Any}: any value at all, as a variable or as a literal with variables in it. The library's own
     * fails over {@code null}, variables, and a key that comes twice, which is validation's to refuse.
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
                return ofList(list, variables);
            }
            return literal instanceof ObjectValue object ? ofObject(object, variables) : null;
        }

        private static List<@Nullable Object> ofList(ArrayValue list, CoercedVariables variables) {
            List<@Nullable Object> values = new ArrayList<>(list.getValues().size());
            for (Value<?> value : list.getValues()) {
                values.add(ofLiteral(value, variables));
            }
            return values;
        }

        private static Map<String, @Nullable Object> ofObject(ObjectValue object, CoercedVariables variables) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (ObjectField field : object.getObjectFields()) {
                values.put(field.getName(), ofLiteral(field.getValue(), variables));
            }
            return values;
        }
    }
}
