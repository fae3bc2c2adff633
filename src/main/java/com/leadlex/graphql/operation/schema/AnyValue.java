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

/**
 * Federation's scalar {@code _Any}: any value at all, as a variable or as a literal with variables in it. The library's own
 * fails over {@code null}, variables, and a key that comes twice, which is validation's to refuse.
 */
final class AnyValue implements Coercing<Object, Object> {

    @Override
    public Object serialize(Object result, GraphQLContext context, Locale locale) {
        return result;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        return input;
    }

    @Override
    public @Nullable Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
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
