package com.leadlex.graphql.leadlex.connection;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Watches one request to Leadlex over HTTP/2: its answer is cut off where it is larger than it may be, decompressed, and its
 * stream is given up when the attempt's time is over, be it silent or trickling. {@link BodyLimit} and {@link OneAnswerCodec}
 * do that for HTTP/1.1.
 * <p>
 * Nothing else gives a request up. The REST client loses the connection of a call that is cancelled before the connection is
 * there; and Vert.x, when a request is reset before it is written, gives its connection to others and writes it all the same.
 */
final class RequestWatch {

    private final HttpClientRequest request;
    private final ConnectionBase connection;
    private final Future<?> timer;
    private final @Nullable Intake intake = Intake.current();
    private final long maxBytes;

    RequestWatch(HttpClientRequest request, long maxBytes, long nanos) {
        this.request = request;
        this.maxBytes = maxBytes;
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
        HttpClientResponse response = answer.result();
        AnswerHead head = new AnswerHead(response.statusCode(), response.headers()::getAll);
        if (intake != null) {
            intake.arrived(head);
        }
        BodyCount count = new BodyCount(maxBytes, intake, head);
        response.handler(chunk -> {
            TooLarge tooLarge = count.add(chunk.length());
            if (tooLarge != null) {
                cut(tooLarge);
            }
        });
        response.end().onComplete(ended -> timer.cancel(false));
    }

    /** Ends the stream with this failure. A reset would end it with one that tells nothing. */
    private void cut(TooLarge failure) {
        ChannelHandlerContext http2 = connection.channel().pipeline().context(Http2ConnectionHandler.class);
        Throwable ofStream = Http2Exception.streamError(request.streamId(), Http2Error.CANCEL, failure, failure.getMessage());
        http2.executor().execute(() -> ((Http2ConnectionHandler) http2.handler()).onError(http2, false, ofStream));
    }
}
