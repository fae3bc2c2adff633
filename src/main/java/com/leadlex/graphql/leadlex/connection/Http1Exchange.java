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

/** A connection of HTTP/1.1: one exchange at a time, by {@link SingleResponseCodec}. */
final class Http1Exchange extends Exchange {

    private final SingleResponseCodec codec;
    private volatile @Nullable ResponseAccount account;
    private volatile @Nullable Context receiver;

    /** @param maxBytes of one body */
    Http1Exchange(HttpConnection connection, HttpDecoderConfig config, long maxBytes, Duration attempt,
            AtomicLong silentSince) {
        super(attempt, silentSince);
        codec = new SingleResponseCodec(this, connection, config, maxBytes);
    }

    @Override
    void attach(ChannelPipeline pipeline) {
        pipeline.replace(HttpClientCodec.class, "codec", codec);
        pipeline.addBefore("codec", "exchange", this);
    }

    @Override
    void begin(HttpClientRequest request, ResponseAccount accountOfNext) {
        account = accountOfNext;
        receiver = Vertx.currentContext();
    }

    /** The account of the current request. */
    ResponseAccount account() {
        return Objects.requireNonNull(account);
    }

    @Override
    void hangUp(HttpConnection used) {
        used.close();
    }

    /**
     * Delays a failure until the response's head has been passed on. If the request waits on another event loop than the
     * connection's, Vert.x passes a head on in that loop's next turn, but a failure at once: the head would be lost.
     */
    @Override
    void pass(ChannelHandlerContext context, Throwable failure) {
        Context awaiting = receiver;
        if (!codec.isInBody() || awaiting == null) {
            context.fireExceptionCaught(failure);
            return;
        }
        awaiting.runOnContext(ignored -> context.executor().execute(() -> {
            // If the connection was closed in the meantime, Vert.x has failed the request itself.
            if (!context.isRemoved() && context.channel().isActive()) {
                context.fireExceptionCaught(failure);
            }
        }));
    }
}
