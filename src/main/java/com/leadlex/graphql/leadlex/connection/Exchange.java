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

    /** A request and the end of its connection cross within a round trip; what takes longer was being processed. */
    private static final long RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Silence counts after this long: less than an attempt, which begins before it has a connection. */
    private final long patienceNanos;
    private final AtomicLong silentSince;
    private volatile long lastRead = System.nanoTime();
    private volatile boolean answered;
    private volatile @Nullable Throwable broken;

    /**
     * @param attempt how long an attempt may take
     * @param silentSince since when connections may be silent, as behind a load balancer that lost its state; shared by all of
     *        a
     *        client
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
     * The call's time is over: resets the stream of HTTP/2, and closes the connection of HTTP/1.1. Where nothing came for
     * most of that time, no further request goes out on any connection on which nothing came.
     */
    final void abandon(HttpClientRequest request, long sentNanos) {
        long quiet = System.nanoTime() - patienceNanos;
        if (lastRead - quiet < 0 && sentNanos - quiet < 0) {
            silentSince.accumulateAndGet(quiet, (known, since) -> since - known > 0 ? since : known);
        }
        request.reset(Http2Error.CANCEL.code());
    }

    /**
     * True when Leadlex did not process a request that has no response and failed so: on a connection that was used before, the
     * end and the request crossed. A reset may as well come from a server that has read the request: it counts, and is retried.
     */
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        return NetworkFailure.isClosed(failure) && answered && lastRead - sentNanos < 0
                && System.nanoTime() - sentNanos < RACE_NANOS;
    }

    /** True when nothing came since this connection, or another one, was found silent. */
    final boolean isSilent() {
        return lastRead - silentSince.get() < 0;
    }

    /** What the connection broke with, where the HTTP client says no more than that it was closed; null otherwise. */
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

    /** Nothing can come behind TLS' close_notify, and a request that goes out now has no response. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }
}
