package com.leadlex.graphql.operation.validation;

import java.util.Comparator;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;

/** A text that two fields share when they have the same arguments, in whatever order: those of an input object as well. */
final class ArgumentsKey {

    private final StringBuilder key = new StringBuilder();

    private ArgumentsKey() {
    }

    static String of(Field field) {
        ArgumentsKey arguments = new ArgumentsKey();
        field.getArguments().stream().sorted(Comparator.comparing(Argument::getName))
                .forEach(argument -> arguments.named(argument.getName(), argument.getValue()));
        return arguments.key.toString();
    }

    private void named(String name, Value<?> value) {
        key.append(name).append(':');
        value(value);
        key.append(',');
    }

    private void value(Value<?> value) {
        if (value instanceof StringValue text) {
            // Its length, so that no text can be taken for another with what stands behind it.
            key.append(text.getValue().length()).append('"').append(text.getValue());
        } else if (value instanceof ArrayValue list) {
            key.append('[');
            list.getValues().forEach(item -> {
                value(item);
                key.append(',');
            });
            key.append(']');
        } else if (value instanceof ObjectValue object) {
            key.append('{');
            object.getObjectFields().stream().sorted(Comparator.comparing(ObjectField::getName))
                    .forEach(field -> named(field.getName(), field.getValue()));
            key.append('}');
        } else {
            key.append(simple(value));
        }
    }

    private static String simple(Value<?> value) {
        if (value instanceof VariableReference variable) {
            return '$' + variable.getName();
        }
        if (value instanceof IntValue integer) {
            return integer.getValue().toString();
        }
        if (value instanceof FloatValue decimal) {
            return "." + decimal.getValue();
        }
        if (value instanceof BooleanValue bool) {
            return bool.isValue() ? "true" : "false";
        }
        return value instanceof NullValue ? "null" : "=" + ((EnumValue) value).getName();
    }
}
