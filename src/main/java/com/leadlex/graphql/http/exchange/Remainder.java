package com.leadlex.graphql.http.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads and drops what still comes of a request that has been answered, up to a size and a time: closing at once would reset
 * the connection, and the client might lose the response (RFC 9112, section 9.6).
 */
final class Remainder {

    private static final long BYTES = 8L * 1024 * 1024;
    private static final long MILLISECONDS = 2_000;
    private static final long NO_ERROR = 0;

    private final HttpServerRequest request;
    private long dropped;

    private Remainder(HttpServerRequest request) {
        this.request = request;
    }

    /** @param last closes the connection afterwards */
    static void discard(HttpServerRequest request, Vertx vertx, boolean last) {
        Remainder remainder = new Remainder(request);
        if (request.isEnded()) {
            remainder.end(last);
            return;
        }
        long timer = vertx.setTimer(MILLISECONDS, late -> remainder.close());
        request.handler(remainder::drop);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            remainder.end(last);
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.resume();
    }

    private void drop(Buffer chunk) {
        dropped += chunk.length();
        if (dropped > BYTES) {
            close();
        }
    }

    private void end(boolean last) {
        if (last && request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    /** Of HTTP/2 the stream alone ends, without an error (RFC 9113, section 8.1): its connection has others. */
    private void close() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
