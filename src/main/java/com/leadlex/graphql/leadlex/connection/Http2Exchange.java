package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.StreamResetException;

/** A connection of HTTP/2: a stream for each exchange. */
final class Http2Exchange extends Exchange {

    /** For the streams of a connection that takes no further ones; their own time is over before. */
    private static final long LONGEST_REST_SECONDS = 60;

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
        // By GOAWAY Leadlex says up to which stream it processes requests. Vert.x would leave it to Leadlex to close the connection.
        connection.goAwayHandler(goAway -> {
            lastProcessed = goAway.getLastStreamId();
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

    /** Takes no further streams; those that are open may end. */
    private void retire() {
        if (retired.compareAndSet(false, true)) {
            connection.shutdown(LONGEST_REST_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        StreamResetException reset = NetworkFailure.find(failure, StreamResetException.class);
        boolean refused = reset != null && reset.getCode() == Http2Error.REFUSED_STREAM.code();
        if (refused) {
            retire(); // a request that is sent again here would be refused again
        }
        return refused || streamId(request) > lastProcessed || super.isNotProcessed(request, failure, sentNanos);
    }

    /** @return more than any other where there is no stream yet, for which Vert.x throws */
    private static int streamId(HttpClientRequest request) {
        try {
            return request.streamId();
        } catch (NullPointerException e) {
            return NO_STREAM;
        }
    }

    /** Streams say which request a response is for. */
    @Override
    void hangUp(HttpConnection used) {
    }
}
