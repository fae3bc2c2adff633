package com.leadlex.graphql.operation.schema;

import java.math.BigInteger;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;

/**
 * Coerces an ID as the GraphQL specification says (section 3.5.5): from a string or an integer. graphql-java takes anything.
 * Every ID of a caller is coerced here, whoever runs the operation.
 */
public final class StrictId implements Coercing<String, String> {

    private static final String RULE = "An ID is a string or an integer.";

    /** @return null when the value, as the JSON of the request had it, is not an ID */
    public static @Nullable String ofValue(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger ? value.toString() : null;
    }

    /** @return null when the literal in the document is not an ID */
    public static @Nullable String ofLiteral(@Nullable Value<?> literal) {
        if (literal instanceof StringValue text) {
            return text.getValue();
        }
        return literal instanceof IntValue number ? number.getValue().toString() : null;
    }

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
        return result.toString();
    }

    @Override
    public String parseValue(Object input, GraphQLContext context, Locale locale) {
        String id = ofValue(input);
        if (id == null) {
            throw new CoercingParseValueException(RULE);
        }
        return id;
    }

    @Override
    public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        String id = ofLiteral(input);
        if (id == null) {
            throw new CoercingParseLiteralException(RULE);
        }
        return id;
    }
}
