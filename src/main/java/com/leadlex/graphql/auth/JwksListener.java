package com.leadlex.graphql.auth;

/** Observes fetches of the issuer's keys, for metrics. Must not block, must not throw. */
public interface JwksListener {

    /** The JWKS was fetched (true), or could not be (false). */
    void fetched(boolean had);
}
