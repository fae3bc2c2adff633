package com.leadlex.graphql.http.response;

import com.leadlex.graphql.http.request.RequestIds;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What every answer has: it is not to be stored, its type not to be guessed, and it has an id. */
public final class CommonHeaders {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private CommonHeaders() {
    }

    public static HttpServerResponse put(HttpServerRequest request) {
        put(request.response(), RequestIds.of(request));
        return request.response();
    }

    public static void put(HttpServerResponse response, String requestId) {
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF).putHeader(REQUEST_ID,
                requestId);
    }
}
