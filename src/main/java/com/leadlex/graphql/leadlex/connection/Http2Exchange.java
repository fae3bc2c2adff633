package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.StreamResetException;

/** A connection of HTTP/2: a stream for each exchange. */
final class Http2Exchange extends Exchange {

    /** How long the open streams of a retired connection may take; their calls time out earlier. */
    private static final long MAX_RETIREMENT_SECONDS = 60;

    private static final int NO_STREAM = Integer.MAX_VALUE;

    private final HttpConnection connection;
    private final long maxBytes;
    private final AtomicBoolean retired = new AtomicBoolean();
    private volatile int lastProcessed = NO_STREAM - 1;

    /** @param maxBytes of one body */
    Http2Exchange(HttpConnection connection, long maxBytes, Duration attempt, AtomicLong silentSince) {
        super(attempt, silentSince);
        this.connection = connection;
        this.maxBytes = maxBytes;
    }

    @Override
    void attach(ChannelPipeline pipeline) {
        pipeline.addBefore(pipeline.context(Http2ConnectionHandler.class).name(), "exchange", this);
        Http2ConnectionDecoder decoder = pipeline.get(Http2ConnectionHandler.class).decoder();
        decoder.frameListener(new Http2Responses(decoder.connection(), decoder.frameListener()));
        // GOAWAY names the last stream that Leadlex processes. Vert.x would leave the close of the connection to Leadlex.
        connection.goAwayHandler(goAway -> {
            lastProcessed = Math.min(lastProcessed, goAway.getLastStreamId());
            retire();
        });
    }

    @Override
    void begin(HttpClientRequest request, ResponseAccount account) {
        request.response().onSuccess(response -> count(request, response, account));
        if (isSilent()) {
            retire();
            account.failed(NetworkFailure.NOT_SENT);
            request.reset(Http2Error.CANCEL.code());
        }
    }

    private void count(HttpClientRequest request, HttpClientResponse response, ResponseAccount account) {
        account.open(new ResponseAccount.Head(response.statusCode(), response.headers()::getAll), maxBytes);
        response.handler(chunk -> {
            if (!account.take(chunk.length())) {
                request.reset(Http2Error.CANCEL.code(), new NetworkFailure.Ended("The response is too large"));
            }
        });
    }

    /** Opens no further streams on the connection, and closes it when the open ones have ended. */
    private void retire() {
        if (retired.compareAndSet(false, true)) {
            connection.shutdown(MAX_RETIREMENT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        StreamResetException reset = NetworkFailure.find(failure, StreamResetException.class);
        boolean refused = reset != null && reset.getCode() == Http2Error.REFUSED_STREAM.code();
        if (refused) {
            retire(); // on this connection a resent request would be refused again
        }
        return refused || streamId(request) > lastProcessed || super.isNotProcessed(request, failure, sentNanos);
    }

    /** @return {@link #NO_STREAM} before the request has a stream, when Vert.x throws */
    private static int streamId(HttpClientRequest request) {
        try {
            return request.streamId();
        } catch (NullPointerException e) {
            return NO_STREAM;
        }
    }

    /** Does nothing: a stream belongs to one request, so that responses cannot be mixed up. */
    @Override
    void hangUp(HttpConnection used) {
    }
}
