package com.leadlex.graphql.leadlex;

import com.leadlex.graphql.error.ErrorCode;

/** Is told of what happens between this service and Leadlex. Called on the event loop, so it must not block. */
public interface LeadlexListener {

    /**
     * A request is about to be sent to Leadlex.
     *
     * @param traceparent the W3C trace context of the look-up, or null
     * @return is told how this attempt ends
     */
    Attempt attempt(String traceparent);

    /** A further attempt was decided on. */
    void retried();

    /** A look-up shares a call that is already in flight. */
    void coalesced();

    /** A look-up was answered without a call, because Leadlex limits the key's rate. */
    void held();

    /** A look-up was refused by our own concurrency limit. */
    void rejected();

    /** The circuit of a key opened; half-open counts as open. */
    void circuitOpened();

    /** The circuit of a key closed, or was forgotten while it was open. */
    void circuitClosed();

    /** One request to Leadlex. */
    interface Attempt {

        /** The W3C trace context to send along; null when there is none. */
        String traceparent();

        /**
         * Called once.
         *
         * @param status  Leadlex's HTTP status; 0 when it did not answer
         * @param failure null when it answered with an activity
         */
        void ended(int status, ErrorCode failure);
    }
}
