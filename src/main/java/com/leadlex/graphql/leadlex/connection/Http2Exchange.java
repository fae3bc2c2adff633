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

/** A connection of HTTP/2, with a stream for each request and its response. */
final class Http2Exchange extends Exchange {

    /** How long a retired connection waits for its open streams to end; their calls time out earlier. */
    private static final long MAX_RETIREMENT_SECONDS = 60;

    private static final int NO_STREAM = Integer.MAX_VALUE;

    private final HttpConnection connection;
    private final long maxBodyBytes;
    private final AtomicBoolean isRetired = new AtomicBoolean();
    /** The last stream that Leadlex processes, by its GOAWAY; before a GOAWAY, every stream counts as processed. */
    private volatile int lastProcessedStreamId = NO_STREAM - 1;

    /** @param maxBodyBytes the limit of one response's body */
    Http2Exchange(HttpConnection connection, long maxBodyBytes, Duration attemptTimeout, AtomicLong silenceCutoffNanos) {
        super(attemptTimeout, silenceCutoffNanos);
        this.connection = connection;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.addBefore(pipeline.context(Http2ConnectionHandler.class).name(), "exchange", this);
        Http2ConnectionDecoder decoder = pipeline.get(Http2ConnectionHandler.class).decoder();
        decoder.frameListener(new Http2Responses(decoder.connection(), decoder.frameListener()));
        // GOAWAY names the last stream that Leadlex processes. Vert.x would leave the close of the connection to Leadlex.
        connection.goAwayHandler(goAway -> {
            lastProcessedStreamId = Math.min(lastProcessedStreamId, goAway.getLastStreamId());
            retireConnection();
        });
    }

    @Override
    void prepareRequest(HttpClientRequest request, ResponseAccount account) {
        request.response().onSuccess(response -> countResponse(request, response, account));
        if (isSilent()) {
            retireConnection();
            account.recordFailure(NetworkFailure.REQUEST_NOT_SENT);
            request.reset(Http2Error.CANCEL.code());
        }
    }

    private void countResponse(HttpClientRequest request, HttpClientResponse response, ResponseAccount account) {
        account.beginBody(new ResponseAccount.Head(response.statusCode(), response.headers()::getAll), maxBodyBytes);
        response.handler(chunk -> {
            if (!account.takeChunk(chunk.length())) {
                request.reset(Http2Error.CANCEL.code(), new NetworkFailure.EndedByService("The response is too large"));
            }
        });
    }

    /** Opens no further streams on the connection, and closes the connection when its open streams have ended. */
    private void retireConnection() {
        if (isRetired.compareAndSet(false, true)) {
            connection.shutdown(MAX_RETIREMENT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        StreamResetException streamReset = NetworkFailure.findCause(failure, StreamResetException.class);
        boolean isStreamRefused = streamReset != null && streamReset.getCode() == Http2Error.REFUSED_STREAM.code();
        if (isStreamRefused) {
            retireConnection(); // on this connection a resent request would be refused again
        }
        return isStreamRefused || streamId(request) > lastProcessedStreamId
                || super.isNotProcessed(request, failure, sentNanos);
    }

    /** @return {@link #NO_STREAM} before the request has a stream, when Vert.x throws */
    private static int streamId(HttpClientRequest request) {
        try {
            return request.streamId();
        } catch (NullPointerException e) {
            return NO_STREAM;
        }
    }

    /** Does nothing: a stream of HTTP/2 belongs to one request, so responses cannot be mixed up. */
    @Override
    void closeIfHttp1(HttpConnection connection) {
    }
}
