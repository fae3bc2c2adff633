package com.leadlex.graphql.http.response;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.leadlex.graphql.http.request.RequestIds;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

/** Puts the headers of every response, whichever route makes it: not to be stored, no type to be guessed, and an id. */
@Singleton
public class CommonHeaders {

    /** Ahead of every other route, those of Quarkus among them. */
    public static final int FIRST = Integer.MIN_VALUE;

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(context -> {
            put(context.request());
            context.next();
        });
    }

    public static HttpServerResponse put(HttpServerRequest request) {
        return request.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE).putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF)
                .putHeader(REQUEST_ID, RequestIds.of(request));
    }

    /** The id that the response has. */
    public static String requestId(HttpServerResponse response) {
        return response.headers().get(REQUEST_ID);
    }
}
