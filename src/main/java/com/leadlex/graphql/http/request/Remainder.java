package com.leadlex.graphql.http.request;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What still comes of a request that has been answered already. It is read and dropped, up to a size and a time:
 * closing at once would reset the connection, and the client might lose the answer (RFC 9112, section 9.6). Of HTTP/2 it is
 * the stream alone that ends then, without an error (RFC 9113, section 8.1): the connection has other streams.
 */
public final class Remainder {

    private static final long BYTES = 8L * 1024 * 1024;
    private static final long MILLISECONDS = 2_000;
    private static final long NO_ERROR = 0;

    private final HttpServerRequest request;
    private long dropped;

    private Remainder(HttpServerRequest request) {
        this.request = request;
    }

    /** @param last whether the connection is closed after it. HTTP/2 goes on: there it is one stream of many */
    public static void discard(HttpServerRequest request, Vertx vertx, boolean last) {
        if (request.isEnded()) {
            if (last) {
                closeHttp1(request);
            }
            return;
        }
        Remainder remainder = new Remainder(request);
        long timer = vertx.setTimer(MILLISECONDS, late -> remainder.close());
        request.handler(remainder::drop);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (last) {
                closeHttp1(request);
            }
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

    private void close() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    private static void closeHttp1(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }
}
