package com.leadlex.graphql.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;

import graphql.GraphQLError;

/** Observes requests to {@code /graphql}, for metrics, logs and traces. Called on event loops: must not block or throw. */
public interface RequestListener {

    /**
     * Called when the head of a request has come.
     *
     * @param traceparent the caller's W3C trace context, or null
     */
    Observation requestStarted(String requestId, @Nullable String traceparent);

    /** One request and its answer. Either {@link #requestEnded} or {@link #requestAbandoned} is called, once. */
    interface Observation {

        /** @return the W3C trace context to pass on, or null */
        @Nullable
        String traceparent();

        /** Called when the request's body is complete; not for a request without a body, or whose body is refused. */
        void bodyReceived();

        /** Called when the caller's key is known; not for a request that is refused earlier. */
        void callerIdentified(Credential credential);

        /** Called before the answer is sent. */
        void requestEnded(Operation operation, int status, List<GraphQLError> errors);

        /** Called when the client went away before there was an answer. */
        void requestAbandoned(Operation operation);
    }

    /**
     * The operation that was run.
     *
     * @param type {@code query}; null when no operation was run
     * @param name a client's text, or null: not fit for a metric tag as it is
     */
    record Operation(@Nullable String type, @Nullable String name) {

        public static final Operation NONE = new Operation(/* type= */ null, /* name= */ null);
    }
}
