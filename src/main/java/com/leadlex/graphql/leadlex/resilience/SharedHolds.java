package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;

import com.leadlex.graphql.auth.ApiKey;

/** The port through which replicas share holds. Without an adapter, each replica only knows its own holds. */
public interface SharedHolds {

    /**
     * Called for each look-up, on its event loop; answers at once, by the holds that other replicas have published.
     *
     * @return whole seconds until the holds of other replicas allow look-ups with this key; 0 when the key is not held
     */
    int remainingHoldSeconds(ApiKey key);

    /** Publishes to other replicas that Leadlex limits the key's rate for this duration. Does not wait, and never fails. */
    void publish(ApiKey key, Duration holdDuration);
}
