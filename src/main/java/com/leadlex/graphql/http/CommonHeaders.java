package com.leadlex.graphql.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The headers of every response, of any route: {@code no-store}, {@code nosniff} and the request's id. */
public final class CommonHeaders {

    private static final CharSequence REQUEST_ID_HEADER = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CONTENT_TYPE_OPTIONS_HEADER = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private CommonHeaders() {
    }

    public static void put(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).putHeader(CONTENT_TYPE_OPTIONS_HEADER, NO_SNIFF)
                .putHeader(REQUEST_ID_HEADER, SafeHeaders.requestId(request));
    }

    /** The request id that {@link #put} gave the response. */
    public static String requestId(HttpServerResponse response) {
        return response.headers().get(REQUEST_ID_HEADER);
    }
}
