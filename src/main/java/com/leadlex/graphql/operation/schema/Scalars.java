package com.leadlex.graphql.operation.schema;

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

/** The scalars that are coerced in another way than SmallRye and graphql-java do it. */
public final class Scalars {

    /** By the name of the scalar. */
    public static final Map<String, Coercing<?, ?>> COERCINGS = Map.of(SchemaNames.ID_SCALAR, new StrictId(),
            SchemaNames.JSON, new AnyValue(), SchemaNames.DATE_TIME, new AnyValue(), SchemaNames.ANY, new AnyValue());

    private Scalars() {
    }

    /**
     * Any value, as a result, a variable, or a literal with variables in it. The library's own coercion of {@code _Any} fails
     * over {@code null}, variables, and a key that comes twice, which is validation's to refuse.
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
                return list.getValues().stream().map(it -> ofLiteral(it, variables))
                        .collect(Collectors.toCollection(ArrayList::new));
            }
            if (literal instanceof ObjectValue object) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                object.getObjectFields().forEach(it -> values.put(it.getName(), ofLiteral(it.getValue(), variables)));
                return values;
            }
            return null;
        }
    }
}
