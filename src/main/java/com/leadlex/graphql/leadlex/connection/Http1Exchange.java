package com.leadlex.graphql.leadlex.connection;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;

/** A connection of HTTP/1.1: one request and response at a time, by {@link SingleResponseCodec}. */
final class Http1Exchange extends Exchange {

    private final SingleResponseCodec codec;
    private volatile @Nullable ResponseAccount currentAccount;
    private volatile @Nullable Context receiverContext;

    /** @param maxBodyBytes the limit of one response's body */
    Http1Exchange(HttpConnection connection, HttpDecoderConfig decoderConfig, long maxBodyBytes, Duration attemptTimeout,
            AtomicLong silenceCutoffNanos) {
        super(attemptTimeout, silenceCutoffNanos);
        codec = new SingleResponseCodec(this, connection, decoderConfig, maxBodyBytes);
    }

    @Override
    void addHandlers(ChannelPipeline pipeline) {
        pipeline.replace(HttpClientCodec.class, "codec", codec);
        pipeline.addBefore("codec", "exchange", this);
    }

    @Override
    void prepareRequest(HttpClientRequest request, ResponseAccount newAccount) {
        currentAccount = newAccount;
        receiverContext = Vertx.currentContext();
    }

    /** The account of the current request. */
    ResponseAccount currentAccount() {
        return Objects.requireNonNull(currentAccount);
    }

    @Override
    void closeIfHttp1(HttpConnection connection) {
        connection.close();
    }

    /**
     * Delays a failure until the response's head has been passed on. If the request waits on another event loop than the
     * connection's, Vert.x passes a head on in the next turn of that loop, but a failure at once: the head would be lost.
     */
    @Override
    void passFailureOn(ChannelHandlerContext context, Throwable failure) {
        Context waitingContext = receiverContext;
        if (!codec.isReadingBody() || waitingContext == null) {
            context.fireExceptionCaught(failure);
            return;
        }
        waitingContext.runOnContext(ignored -> context.executor().execute(() -> {
            // If the connection was closed in the meantime, Vert.x has failed the request itself.
            if (!context.isRemoved() && context.channel().isActive()) {
                context.fireExceptionCaught(failure);
            }
        }));
    }
}
