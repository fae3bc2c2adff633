package com.leadlex.graphql.http.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads and drops, for a short time, the rest of a request that has been answered: closing at once would reset the connection,
 * and the client might lose the response (RFC 9112, section 9.6).
 */
final class Remainder {

    private static final long MAX_MILLIS = 2_000;
    private static final long NO_ERROR = 0;

    private Remainder() {
    }

    /** @param closesConnection true to close the connection afterwards */
    static void discard(HttpServerRequest request, Vertx vertx, boolean closesConnection) {
        if (!request.isEnded()) {
            long timer = vertx.setTimer(MAX_MILLIS, late -> close(request));
            request.handler(dropped -> {
            });
            request.endHandler(end -> {
                vertx.cancelTimer(timer);
                if (closesConnection) {
                    close(request);
                }
            });
            request.exceptionHandler(gone -> vertx.cancelTimer(timer));
            request.resume();
        } else if (closesConnection) {
            close(request);
        }
    }

    /** HTTP/2 resets the request's stream alone (RFC 9113, section 8.1): the connection has other streams. */
    private static void close(HttpServerRequest request) {
        if (!request.response().reset(NO_ERROR)) {
            request.connection().close();
        }
    }
}
