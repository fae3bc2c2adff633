package com.leadlex.graphql.http;

import java.util.List;

import graphql.GraphQLError;

/**
 * Told of every request to {@code /graphql}, for metrics, logs and traces. Called on event loops: must not block, must not
 * throw.
 */
public interface RequestListener {

    /**
     * A request is about to be run.
     *
     * @param traceparent the caller's W3C trace context, or null
     */
    Exchange started(String requestId, String traceparent);

    /** One request and its answer. */
    interface Exchange {

        /** @return the W3C trace context to go on with, or null for the caller's own */
        default String traceparent() {
            return null;
        }

        /**
         * The answer is about to be sent.
         *
         * @param operationName a client's text, or null: not fit for a metric tag as it is
         */
        void ended(String operationName, int status, List<GraphQLError> errors);
    }
}
