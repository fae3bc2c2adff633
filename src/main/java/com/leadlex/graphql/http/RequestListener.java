package com.leadlex.graphql.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;

import graphql.GraphQLError;

/**
 * Hears of every request to {@code /graphql}, for metrics, logs and traces. Called on event loops: must not block, must not
 * throw.
 */
public interface RequestListener {

    /**
     * A request has come.
     *
     * @param traceparent the caller's W3C trace context, or null
     */
    Observation started(String requestId, @Nullable String traceparent);

    /** One request and its answer: ends with a call of one of the two methods, once. */
    interface Observation {

        /** @return the W3C trace context to pass on, or null */
        @Nullable
        String traceparent();

        /** The last byte of the request's body has come. Not called where there is none, or it is refused. */
        void received();

        /** Whose key is used is known. Not called where the request is refused before. */
        void identified(Credential credential);

        /** The answer is about to be sent. */
        void ended(Operation operation, int status, List<GraphQLError> errors);

        /** The client went away before there was an answer. */
        void abandoned(Operation operation);
    }

    /**
     * What was run.
     *
     * @param type {@code query}; null when nothing was
     * @param name a client's text, or null: not fit for a metric tag as it is
     */
    record Operation(@Nullable String type, @Nullable String name) {

        public static final Operation NONE = new Operation(null, null);
    }
}
