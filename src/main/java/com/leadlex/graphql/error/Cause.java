package com.leadlex.graphql.error;

import java.util.Locale;

/**
 * Where a look-up failed on its way to Leadlex and back, or why a caller's token proves nothing. For the log alone, never for a
 * caller.
 */
public enum Cause {
    /** The name of Leadlex's host could not be resolved. */
    DNS,
    /** No connection could be made. */
    CONNECT,
    /** The TLS handshake failed. */
    TLS,
    /** The connection, or the HTTP/2 stream, was reset. */
    RESET,
    /** The connection was closed before the answer was whole. */
    CLOSED,
    /** There was no answer in time. */
    TIMEOUT,
    /** Nothing was sent: the circuit was open. */
    CIRCUIT,
    /** Nothing was sent: Leadlex limits the key's rate. */
    HELD,
    /** Nothing was sent: too many look-ups were under way. */
    BULKHEAD,
    /** Leadlex answered with an HTTP status that is not 200. */
    STATUS,
    /** Leadlex answered with a body that cannot be used. */
    BODY,

    /** The token is not a signed JWT. */
    MALFORMED,
    /** Its algorithm is not one of {@code mp.jwt.verify.publickey.algorithm}. */
    ALGORITHM,
    /** No key of the issuer fits it. */
    KEY_NOT_KNOWN,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    /** A claim that is needed is missing, or has a wrong value. */
    CLAIM;

    /** The word that the log has for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isOfToken() {
        return compareTo(MALFORMED) >= 0;
    }
}
