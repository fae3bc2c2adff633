package com.leadlex.graphql.leadlex;

/**
 * Told of what happens on the way to Leadlex, for metrics and traces. Called on event loops: must not block, must not throw.
 */
public interface LeadlexListener {

    /** An HTTP request to Leadlex is about to be sent. */
    Attempt attempt(LeadlexCall call);

    /** An attempt failed and another one follows. */
    default void retried() {
    }

    /** A look-up shares a call that is under way. */
    default void coalesced() {
    }

    /** A look-up was answered without a call, because of a 429 a moment ago. */
    default void held() {
    }

    /** A key's circuit opened (true), or is no longer open (false). */
    default void circuit(boolean open) {
    }

    /** One HTTP request to Leadlex. */
    interface Attempt {

        /** @return the W3C trace context to send, or null for the caller's own */
        default String traceparent() {
            return null;
        }

        /** How it ended; called once. */
        void ended(Outcome outcome);
    }
}
