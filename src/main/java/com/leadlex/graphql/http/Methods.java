package com.leadlex.graphql.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/** The methods that {@code /graphql} takes. */
public final class Methods {

    /** A safe method that has a body (RFC 10008). */
    public static final HttpMethod QUERY = HttpMethod.valueOf("QUERY");

    /** The value of {@code Allow}. */
    public static final CharSequence ALL = HttpHeaders.createOptimized("GET, POST, QUERY");

    private Methods() {
    }
}
