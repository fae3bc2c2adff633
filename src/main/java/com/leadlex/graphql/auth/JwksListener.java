package com.leadlex.graphql.auth;

/** Told of how the issuer's keys are fetched, for metrics. Must not block, must not throw. */
public interface JwksListener {

    /** The JWKS was fetched (true), or could not be (false). */
    void fetched(boolean had);
}
