package com.leadlex.graphql.operation;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;

import graphql.GraphQLError;

/**
 * The answer to a GraphQL request, before HTTP.
 *
 * @param status what became of the request
 * @param operationName the name of the operation that was run, or null. A client's text: not fit for a metric tag as it is
 * @param errors in the order of the document; empty when there are none
 * @param data writes the value of {@code data}; null when the request was not executed
 * @param staleSeconds the age of the oldest activity that is given because Leadlex cannot be asked; null when there is none
 */
public record GraphQLResponse(Status status, @Nullable String operationName, List<GraphQLError> errors, @Nullable Data data,
        @Nullable Long staleSeconds) {

    /** What GraphQL over HTTP asks about an answer to choose its status code. */
    public enum Status {
        /** Executed: {@code data} is there, even if null or partial. */
        EXECUTED,
        /** Refused before execution: there is no {@code data}. */
        REQUEST_ERROR,
        /** Only queries were allowed, and it is no query: 405 for a GET. */
        NOT_A_QUERY
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    /** @return null when nothing was executed; the schema has neither mutations nor subscriptions */
    public @Nullable String operationType() {
        return data == null ? null : "query";
    }

    public static final GraphQLResponse NOT_A_QUERY = new GraphQLResponse(Status.NOT_A_QUERY, null, List.of(), null, null);

    public static GraphQLResponse requestError(List<GraphQLError> errors) {
        return new GraphQLResponse(Status.REQUEST_ERROR, null, errors, null, null);
    }
}
