package com.leadlex.graphql.auth;

/** Observes fetches of the issuer's keys, for metrics. Must not block, must not throw. */
public interface JwksListener {

    /** A fetch of the JWKS ended. */
    void fetched(boolean hasSucceeded);
}
