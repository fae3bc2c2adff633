package com.leadlex.graphql.error;

import java.util.Locale;

/** Why a look-up failed at Leadlex, or a caller's token was refused. It appears in the log only. */
public enum Cause {
    /** The name of Leadlex's host could not be resolved. */
    DNS,
    /** The connection to Leadlex failed. */
    CONNECT,
    /** The TLS handshake failed. */
    TLS,
    /** The connection, or the HTTP/2 stream, was reset. */
    RESET,
    /** The connection was closed before the response was complete. */
    CLOSED,
    /** Leadlex did not answer in time. */
    TIMEOUT,
    /** Nothing was sent: the circuit was open. */
    CIRCUIT,
    /** Nothing was sent: Leadlex limits the key's rate. */
    HELD,
    /** Nothing was sent: too many look-ups were in progress. */
    BULKHEAD,
    /** Leadlex answered with an HTTP status other than 200. */
    STATUS,
    /** Leadlex answered with a body that cannot be used. */
    BODY,

    /** The token is not a signed JWT. */
    MALFORMED,
    /** The algorithm of the token is not one of {@code mp.jwt.verify.publickey.algorithm}. */
    ALGORITHM,
    /** The issuer has no key that fits the token. */
    KEY_NOT_KNOWN,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    /** A required claim is missing or has a wrong value. */
    CLAIM;

    /** The value in the log. */
    public String logValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isOfToken() {
        return compareTo(MALFORMED) >= 0; // the causes from MALFORMED on are those of tokens
    }
}
