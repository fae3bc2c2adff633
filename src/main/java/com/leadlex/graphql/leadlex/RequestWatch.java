package com.leadlex.graphql.leadlex;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Watches one request to Leadlex: its answer is cut off where it is larger than it may be, decompressed, and given up when the
 * attempt's time is over, be it silent or trickling. The REST client has no limit of size, and loses the connection of a call
 * that is cancelled before the connection is there: so {@link LeadlexCall} never cancels one, and this does.
 */
final class RequestWatch {

    private final HttpClientRequest request;
    private final ConnectionBase connection;
    private final Future<?> timer;
    private long left;

    RequestWatch(HttpClientRequest request, long maxBytes, long nanos) {
        this.request = request;
        left = maxBytes;
        connection = (ConnectionBase) request.connection();
        timer = connection.channel().eventLoop().schedule(() -> {
            request.reset();
        }, nanos, TimeUnit.NANOSECONDS);
        request.response().onComplete(this::answered);
    }

    private void answered(AsyncResult<HttpClientResponse> answer) {
        if (answer.failed()) {
            timer.cancel(false);
            return;
        }
        answer.result().handler(this::count);
        answer.result().end().onComplete(ended -> timer.cancel(false));
    }

    private void count(Buffer chunk) {
        left -= chunk.length();
        if (left < 0) {
            left = Long.MAX_VALUE; // what is on its way still changes nothing
            cut(new TooLarge());
        }
    }

    /**
     * Ends the response with this failure. A reset would end it with one that tells nothing; so HTTP/1 gets it by
     * way of its channel, which is closed then. HTTP/2 shares its connection with other calls, so there it is an error
     * of the stream.
     */
    private void cut(TooLarge failure) {
        if (request.version() == HttpVersion.HTTP_2) {
            ChannelHandlerContext http2 = connection.channel().pipeline().context(Http2ConnectionHandler.class);
            Throwable ofStream = Http2Exception.streamError(request.streamId(), Http2Error.CANCEL, failure,
                    TooLarge.MESSAGE);
            http2.executor().execute(() -> ((Http2ConnectionHandler) http2.handler()).onError(http2, false, ofStream));
        } else {
            connection.channel().pipeline().fireExceptionCaught(failure);
        }
    }

    /** The body is over the limit. No stack trace: it is an expected end. */
    static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private static final String MESSAGE = "The response is too large";

        TooLarge() {
            super(MESSAGE, null, false, false);
        }
    }
}
