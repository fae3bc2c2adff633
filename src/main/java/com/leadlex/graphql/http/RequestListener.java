package com.leadlex.graphql.http;

import java.util.List;

import graphql.GraphQLError;

/** Is told of every GraphQL request. Called on the event loop, so it must not block. */
public interface RequestListener {

    /**
     * @param requestId   the request's id, the caller's or ours
     * @param traceparent the caller's W3C trace context, or null
     * @param tracestate  what goes with it, or null
     * @return is told how this request ends
     */
    Exchange started(String requestId, String traceparent, String tracestate);

    /** One request under way. */
    interface Exchange {

        /** The W3C trace context that look-ups of this request pass on; null when there is none. */
        String traceparent();

        /**
         * Called once, when the answer is known.
         *
         * @param status    the answer's HTTP status
         * @param operation the operation's name, or null; a client's text unless {@code known}
         * @param known     whether the document is one of this service's own, so that its operation names are few
         * @param errors    the answer's errors; empty when there are none
         */
        void ended(int status, String operation, boolean known, List<GraphQLError> errors);
    }
}
