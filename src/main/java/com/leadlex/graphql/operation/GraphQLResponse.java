package com.leadlex.graphql.operation;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;

import graphql.GraphQLError;

/**
 * The answer to a GraphQL request, before HTTP.
 *
 * @param operationName the name of the operation that was run, or null. A client's text: not fit for a metric tag as it is
 * @param errors in the order of the document; empty when there are none
 * @param data writes the value of {@code data}; null when the request was not executed
 * @param staleSeconds the age of the oldest activity that is given because Leadlex cannot be asked; null when there is none
 */
public record GraphQLResponse(@Nullable String operationName, List<GraphQLError> errors, @Nullable Data data,
        @Nullable Long staleSeconds) {

    /** Only queries were allowed, and the operation is another: 405 for a GET. */
    public static final GraphQLResponse NOT_A_QUERY = requestError(List.of());

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    /** @return null when nothing was executed; the schema has neither mutations nor subscriptions */
    public @Nullable String operationType() {
        return data == null ? null : "query";
    }

    /** Refused before execution: there is no {@code data}. */
    public static GraphQLResponse requestError(List<GraphQLError> errors) {
        return new GraphQLResponse(null, errors, null, null);
    }
}
