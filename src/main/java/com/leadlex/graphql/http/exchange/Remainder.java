package com.leadlex.graphql.http.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads and drops, for a short time, the rest of a request that has been answered:
 * to close at once would reset the connection, and the client might lose the response (RFC 9112, section 9.6).
 */
final class Remainder {

    private static final long MAX_DISCARD_MILLIS = 2_000;
    private static final long HTTP2_NO_ERROR = 0;

    private Remainder() {
    }

    /** @param closesConnection true to close the connection after the rest of the request */
    static void discardRest(HttpServerRequest request, Vertx vertx, boolean closesConnection) {
        if (!request.isEnded()) {
            long closeTimerId = vertx.setTimer(MAX_DISCARD_MILLIS, firedTimerId -> closeStreamOrConnection(request));
            request.handler(droppedChunk -> {
            });
            request.endHandler(ignored -> {
                vertx.cancelTimer(closeTimerId);
                if (closesConnection) {
                    closeStreamOrConnection(request);
                }
            });
            request.exceptionHandler(failure -> vertx.cancelTimer(closeTimerId));
            request.resume();
        } else if (closesConnection) {
            closeStreamOrConnection(request);
        }
    }

    /** Resets the request's stream of HTTP/2 (RFC 9113, section 8.1), or closes the connection of HTTP/1.1. */
    private static void closeStreamOrConnection(HttpServerRequest request) {
        if (!request.response().reset(HTTP2_NO_ERROR)) {
            request.connection().close();
        }
    }
}
