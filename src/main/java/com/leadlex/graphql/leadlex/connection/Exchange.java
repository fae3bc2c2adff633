package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;

/**
 * Exchanges requests for responses on one connection to Leadlex; there is one implementation for each version of HTTP. As a
 * handler in front of the codec it knows when something last came, and why the connection broke.
 */
abstract class Exchange extends ChannelInboundHandlerAdapter {

    /** A request and the end of its connection cross within a round trip; Leadlex processed a request that took longer. */
    private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long a connection may be silent: less than an attempt, which begins before it has a connection. */
    private final long patienceNanos;
    private final AtomicLong silentSince;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean answered;
    private volatile @Nullable Throwable broken;

    /**
     * @param attempt how long an attempt may take
     * @param silentSince since when connections may be silent, as behind a load balancer that lost its state; shared by all
     *        connections of a client
     */
    Exchange(Duration attempt, AtomicLong silentSince) {
        patienceNanos = attempt.toNanos() / 2;
        this.silentSince = silentSince;
    }

    /** Puts the handlers into the connection, before its first request is sent; on its event loop. */
    abstract void attach(ChannelPipeline pipeline);

    /** Called for each request before it is sent, on the context that waits for its response. */
    abstract void begin(HttpClientRequest request, ResponseAccount account);

    /** The response is not to what was asked for. */
    abstract void hangUp(HttpConnection connection);

    /**
     * Resets the stream of HTTP/2, or closes the connection of HTTP/1.1, because the call timed out. If the connection was
     * silent for half that time, no further request is sent on any connection that has been silent as long.
     */
    final void abandon(HttpClientRequest request, long sentNanos) {
        long quiet = System.nanoTime() - patienceNanos;
        if (lastRead - quiet < 0 && sentNanos - quiet < 0) {
            silentSince.accumulateAndGet(quiet, (known, since) -> since - known > 0 ? since : known);
        }
        request.reset(Http2Error.CANCEL.code());
    }

    /**
     * True when Leadlex did not process a request without a response: it crossed the end of a connection that had been used
     * before. A reset does not show that, since the server may have read the request: it counts as a failure, and is retried.
     */
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        return NetworkFailure.isClosed(failure) && answered && lastRead - sentNanos < 0
                && System.nanoTime() - sentNanos < RACE_NANOS;
    }

    /** True when Leadlex has sent nothing on this connection since one of the client's connections was found silent. */
    final boolean isSilent() {
        return lastRead - silentSince.get() < 0;
    }

    /** The exception that broke the connection, of which the HTTP client only reports the close; null while there is none. */
    final @Nullable Throwable broken() {
        return broken;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastRead = System.nanoTime();
        answered = true;
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        broken = failure;
        pass(context, failure);
    }

    /** Passes a failure on to the codec and the HTTP client. */
    void pass(ChannelHandlerContext context, Throwable failure) {
        context.fireExceptionCaught(failure);
    }

    /** Closes the connection at TLS' close_notify: a request that is sent after it gets no response. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }
}
