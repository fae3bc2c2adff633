package com.leadlex.graphql.leadlex;

import java.time.Duration;

import com.leadlex.graphql.auth.ApiKey;

/** The holds that replicas tell each other of, where they share them; elsewhere there are none. */
public interface SharedHolds {

    /**
     * Asked at each look-up, on its event loop: answers at once, from what has come in.
     *
     * @return whole seconds until look-ups with this key may be sent, by what other replicas told; 0 when they may now
     */
    int heldSeconds(ApiKey key);

    /** Leadlex limits the key's rate for so long: tells the other replicas. Does not wait for them, and never fails. */
    void publish(ApiKey key, Duration time);
}
