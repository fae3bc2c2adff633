package com.leadlex.graphql.operation;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;

import graphql.GraphQLError;

/**
 * The response to a GraphQL request, independent of HTTP.
 *
 * @param operationName the name of the executed operation, or null. Callers choose it: it must not become a metric tag
 * @param errors in the order of the document
 * @param data writes the value of {@code data}; null when the request was not executed
 * @param staleSeconds the age of the oldest stale activity in the data; null when all are fresh
 */
public record GraphQLResponse(@Nullable String operationName, List<GraphQLError> errors, @Nullable Data data,
        @Nullable Long staleSeconds) {

    /** The operation is not a query, but the request allows queries only: a GET is then answered 405. */
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

    /** The response to a request that is refused before it is executed: it has no {@code data}. */
    public static GraphQLResponse requestError(List<GraphQLError> errors) {
        return new GraphQLResponse(/* operationName= */ null, errors, /* data= */ null, /* staleSeconds= */ null);
    }
}
