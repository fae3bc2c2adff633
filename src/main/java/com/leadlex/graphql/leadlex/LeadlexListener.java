package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;

/**
 * Told of what happens on the way to Leadlex, for metrics and traces. An interface, because the room that measures is not to
 * be known by the one that works. Called on event loops: must not block, must not throw.
 */
public interface LeadlexListener {

    /**
     * A request to Leadlex is about to be sent.
     *
     * @param traceparent the W3C trace context of the look-up's caller, or null
     */
    Observation calling(@Nullable String traceparent);

    /** An attempt failed and another one follows. */
    void retried();

    /** A look-up shares a call that is under way. */
    void coalesced();

    /** A look-up was answered without a call, because of a 429 a moment ago. */
    void held();

    /** A look-up was answered from the cache, without a call. */
    void cached();

    /** A look-up was answered with the last good answer instead of a failure. */
    void stale();

    /** A key's circuit opened (true), or is no longer open (false). */
    void circuit(boolean open);

    /** The circuit of all keys together opened (true) or closed (false). */
    void sharedCircuit(boolean open);

    /** One request to Leadlex. */
    interface Observation {

        /** @return the W3C trace context to send, or null */
        @Nullable
        String traceparent();

        /** How it ended; called once. */
        void ended(ActivityResult result);
    }
}
