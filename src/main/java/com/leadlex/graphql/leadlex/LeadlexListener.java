package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;

/**
 * Receives events on the way to Leadlex, for metrics and traces, so that this room does not depend on observability.
 * Called on event loops: must not block, must not throw.
 */
public interface LeadlexListener {

    /**
     * Called before a request is sent to Leadlex.
     *
     * @param traceparent the W3C trace context of the look-up's caller, or null
     */
    Observation requestStarting(@Nullable String traceparent);

    void eventHappened(Event event);

    /** Called when a key's circuit opened (true), or is no longer open (false). */
    void circuitChanged(boolean isOpen);

    /** Called when the circuit of all keys together opened (true) or closed (false). */
    void sharedCircuitChanged(boolean isOpen);

    /** One request to Leadlex. */
    interface Observation {

        /** @return the W3C trace context to send, or null */
        @Nullable
        String traceparent();

        /** Called once, with the result of the request. */
        void requestEnded(ActivityResult result);
    }

    /** What is counted of look-ups and requests. */
    enum Event {
        /** An attempt failed and another one follows. */
        RETRIED("leadlex.retries", "Requests sent to Leadlex again after a failure"),
        COALESCED("leadlex.coalesced", "Look-ups that shared a call already in flight"),
        HELD("leadlex.held", "Look-ups answered without a call while Leadlex limits the key's rate"),
        CACHED("leadlex.cached", "Look-ups answered from the cache, without a call"),
        STALE("leadlex.stale", "Look-ups answered with the last good answer instead of a failure");

        public final String metric;
        public final String description;

        Event(String metric, String description) {
            this.metric = metric;
            this.description = description;
        }
    }
}
