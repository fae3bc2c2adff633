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
 * Exchanges requests for responses on one connection to Leadlex; there is one implementation for each version of HTTP.
 * This handler stands in front of the codec: it records when the connection last received bytes, and which exception broke it.
 */
abstract class Exchange extends ChannelInboundHandlerAdapter {

    /** A request and the close of its connection can cross within this time; a request that is older was processed. */
    private static final long MAX_RACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long a connection may be silent: half an attempt, since an attempt begins before it gets a connection. */
    private final long maxSilenceNanos;
    private final AtomicLong silenceCutoffNanos;
    private volatile long lastReadNanos = System.nanoTime();
    private volatile boolean hasReceivedBytes;
    private volatile @Nullable Throwable connectionFailure;

    /**
     * @param silenceCutoffNanos a connection whose last bytes came before this time counts as silent;
     *        shared by all connections of a client, since a load balancer that loses its state silences all of them
     */
    Exchange(Duration attemptTimeout, AtomicLong silenceCutoffNanos) {
        maxSilenceNanos = attemptTimeout.toNanos() / 2;
        this.silenceCutoffNanos = silenceCutoffNanos;
    }

    /** Adds the handlers to the pipeline of the connection, on its event loop, before the first request is sent. */
    abstract void addHandlers(ChannelPipeline pipeline);

    /** Called for each request before it is sent, on the context that waits for its response. */
    abstract void prepareRequest(HttpClientRequest request, ResponseAccount account);

    /** Closes a connection of HTTP/1.1 whose response belongs to another request. */
    abstract void closeIfHttp1(HttpConnection connection);

    /**
     * Resets the stream of HTTP/2, or closes the connection of HTTP/1.1, because the call timed out. If the connection
     * was silent for half the time limit, no further request is sent on any connection that has been silent as long.
     */
    final void cancelRequest(HttpClientRequest request, long sentNanos) {
        long cutoffNanos = System.nanoTime() - maxSilenceNanos;
        if (lastReadNanos - cutoffNanos < 0 && sentNanos - cutoffNanos < 0) {
            silenceCutoffNanos.accumulateAndGet(cutoffNanos,
                    (oldCutoff, newCutoff) -> newCutoff - oldCutoff > 0 ? newCutoff : oldCutoff);
        }
        request.reset(Http2Error.CANCEL.code());
    }

    /**
     * True when Leadlex did not process a request without a response: the request crossed the close of a connection that had
     * been used before. A reset proves nothing, since the server may have read the request: a reset is a failure to retry.
     */
    boolean isNotProcessed(HttpClientRequest request, Throwable failure, long sentNanos) {
        return NetworkFailure.isConnectionClosed(failure) && hasReceivedBytes && lastReadNanos - sentNanos < 0
                && System.nanoTime() - sentNanos < MAX_RACE_NANOS;
    }

    /** True when Leadlex has sent nothing on this connection since one of the client's connections was found silent. */
    final boolean isSilent() {
        return lastReadNanos - silenceCutoffNanos.get() < 0;
    }

    /** The exception that broke the connection, or null. The HTTP client reports only that the connection was closed. */
    final @Nullable Throwable connectionFailure() {
        return connectionFailure;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastReadNanos = System.nanoTime();
        hasReceivedBytes = true;
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        connectionFailure = failure;
        passFailureOn(context, failure);
    }

    /** Passes a failure on to the codec and the HTTP client. */
    void passFailureOn(ChannelHandlerContext context, Throwable failure) {
        context.fireExceptionCaught(failure);
    }

    /** Closes the connection when the peer ends TLS (close_notify): a request sent afterwards gets no response. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        context.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent) {
            context.close();
        }
    }
}
