package com.leadlex.graphql.http;

import io.vertx.core.http.HttpHeaders;

/** The two media types of an answer (GraphQL over HTTP, section 4.1). */
public enum ResponseFormat {
    /** The format whose status codes say whether the answer has {@code data}. */
    GRAPHQL_RESPONSE("application", "graphql-response+json"),
    /** The format for older clients: 200 for every well-formed request. */
    JSON("application", "json");

    private static final int FIT_BY_ANY_RANGE = 1;
    private static final int FIT_BY_TYPE = 2;
    public static final int EXACT_FIT = 3;

    private final String mediaType;
    private final String mediaSubtype;
    private final CharSequence contentType;

    ResponseFormat(String mediaType, String mediaSubtype) {
        this.mediaType = mediaType;
        this.mediaSubtype = mediaSubtype;
        contentType = HttpHeaders.createOptimized(mediaType + "/" + mediaSubtype + "; charset=utf-8");
    }

    public CharSequence contentType() {
        return contentType;
    }

    /**
     * The format of an answer with this status to a client that asked for this format. In the edition of 2026 errors
     * are always {@code application/graphql-response+json}, so that clients can distinguish them from the errors of a proxy.
     */
    public ResponseFormat forStatus(int status, int edition) {
        return status < 300 || edition == HttpConfig.DRAFT_EDITION ? this : GRAPHQL_RESPONSE;
    }

    /** How well a media range fits: 0 not at all, 1 by {@code *}{@code /*}, 2 by its type, 3 exactly. */
    public int fitOf(String mediaRange) {
        if (mediaRange.equals("*/*")) {
            return FIT_BY_ANY_RANGE;
        }
        if (mediaRange.equals(mediaType + "/*")) {
            return FIT_BY_TYPE;
        }
        return mediaRange.equals(mediaType + "/" + mediaSubtype) ? EXACT_FIT : 0;
    }
}
