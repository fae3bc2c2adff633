package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;

import com.leadlex.graphql.auth.ApiKey;

/**
 * The port through which replicas tell each other of holds. Where they do not share them, no key is held by another replica.
 */
public interface SharedHolds {

    /**
     * Asked at each look-up, on its event loop: answers at once, from what has come in.
     *
     * @return whole seconds until look-ups with this key may be sent, as other replicas told; 0 when they may be sent now
     */
    int heldSeconds(ApiKey key);

    /** Leadlex limits the key's rate for so long: tells the other replicas. Does not wait for them, and never fails. */
    void publish(ApiKey key, Duration time);
}
