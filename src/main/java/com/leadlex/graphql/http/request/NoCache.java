package com.leadlex.graphql.http.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Whether a caller wants nothing that is remembered: {@code Cache-Control: no-cache} (RFC 9111, section 5.2.1.4). */
public final class NoCache {

    private NoCache() {
    }

    public static boolean isAsked(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            return false;
        }
        for (String value : request.headers().getAll(HttpHeaders.CACHE_CONTROL)) {
            for (String directive : value.split(",")) {
                if (directive.strip().equalsIgnoreCase("no-cache")) {
                    return true;
                }
            }
        }
        return false;
    }
}
