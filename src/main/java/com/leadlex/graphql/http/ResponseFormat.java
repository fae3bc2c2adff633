package com.leadlex.graphql.http;

import io.vertx.core.http.HttpHeaders;

/** The two media types of an answer (GraphQL over HTTP, section 4.1). */
public enum ResponseFormat {
    /** With status codes that say if there is {@code data}. */
    GRAPHQL_RESPONSE("application", "graphql-response+json"),
    /** For older clients: 200 for every well-formed request. */
    JSON("application", "json");

    public static final int EXACTLY = 3;

    private final String type;
    private final String subtype;
    private final CharSequence contentType;

    ResponseFormat(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
        contentType = HttpHeaders.createOptimized(type + "/" + subtype + "; charset=utf-8");
    }

    public CharSequence contentType() {
        return contentType;
    }

    /**
     * The format of an answer with this status to a client that asked for this format. In the edition of 2026 errors are always
     * {@code application/graphql-response+json}: that tells them from the errors of a proxy.
     */
    public ResponseFormat of(int status, int edition) {
        return status < 300 || edition == HttpConfig.DRAFT ? this : GRAPHQL_RESPONSE;
    }

    /** How well a media range fits: 0 not at all, 1 by {@code *}{@code /*}, 2 by its type, 3 exactly. */
    public int fits(String range) {
        if (range.equals("*/*")) {
            return 1;
        }
        if (range.equals(type + "/*")) {
            return 2;
        }
        return range.equals(type + "/" + subtype) ? EXACTLY : 0;
    }
}
