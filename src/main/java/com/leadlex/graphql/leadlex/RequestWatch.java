package com.leadlex.graphql.leadlex;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

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
 * Watches one request to Leadlex: its answer is cut off where it is larger than it may be, decompressed, and a stream of HTTP/2
 * is given up when the attempt's time is over, be it silent or trickling ({@link OneAnswerCodec} does that for HTTP/1.1).
 * <p>
 * Nothing else gives a request up. The REST client loses the connection of a call that is cancelled before the connection is
 * there; and Vert.x, when a request is reset before it is written, gives its connection to others and writes it all the same.
 */
final class RequestWatch {

    private final HttpClientRequest request;
    private final ConnectionBase connection;
    private final @Nullable Future<?> timer;
    private final @Nullable Intake intake = Intake.current();
    private long left;
    private boolean cut;

    RequestWatch(HttpClientRequest request, long maxBytes, long nanos) {
        this.request = request;
        left = maxBytes;
        connection = (ConnectionBase) request.connection();
        timer = request.version() == HttpVersion.HTTP_2
                ? connection.channel().eventLoop().schedule(() -> {
                    request.reset();
                }, nanos, TimeUnit.NANOSECONDS)
                : null;
        request.response().onComplete(this::answered);
    }

    private void answered(AsyncResult<HttpClientResponse> answer) {
        if (answer.succeeded()) {
            HttpClientResponse response = answer.result();
            AnswerHead head = new AnswerHead(response.statusCode(), response.headers()::getAll);
            if (intake != null) {
                intake.arrived(head);
            }
            if (timer != null) {
                response.handler(chunk -> count(head, chunk));
            }
        }
        if (timer != null && answer.succeeded()) {
            answer.result().end().onComplete(ended -> timer.cancel(false));
        } else if (timer != null) {
            timer.cancel(false);
        }
    }

    private void count(AnswerHead head, Buffer chunk) {
        if (cut) {
            return; // what is on its way still changes nothing
        }
        left -= chunk.length();
        Failure tooLarge = left < 0 ? Failure.invalidResponse(head.status())
                : intake == null ? null : intake.take(chunk.length());
        if (tooLarge != null) {
            cut = true;
            cut(new TooLarge(head, tooLarge));
        }
    }

    /** Ends the stream with this failure. A reset would end it with one that tells nothing. */
    private void cut(TooLarge failure) {
        ChannelHandlerContext http2 = connection.channel().pipeline().context(Http2ConnectionHandler.class);
        Throwable ofStream = Http2Exception.streamError(request.streamId(), Http2Error.CANCEL, failure, failure.getMessage());
        http2.executor().execute(() -> ((Http2ConnectionHandler) http2.handler()).onError(http2, false, ofStream));
    }
}
