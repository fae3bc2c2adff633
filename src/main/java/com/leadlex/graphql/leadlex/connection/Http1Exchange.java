package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;

/** A connection of HTTP/1.1: one exchange at a time, by {@link SingleResponseCodec}. */
final class Http1Exchange extends Exchange {

    private final HttpConnection connection;
    private final HttpDecoderConfig config;
    private final long maxBytes;
    private volatile @Nullable ResponseAccount account;
    private volatile @Nullable Context receiver;

    /** @param maxBytes of one body */
    Http1Exchange(HttpConnection connection, HttpDecoderConfig config, long maxBytes, Silence silence) {
        super(silence);
        this.connection = connection;
        this.config = config;
        this.maxBytes = maxBytes;
    }

    @Override
    void attach(ChannelPipeline pipeline) {
        pipeline.replace(HttpClientCodec.class, "codec",
                new SingleResponseCodec(connection, config, this::isSilent));
        pipeline.addBefore("codec", "exchange", this);
        pipeline.addAfter("codec", "responses", new Responses());
    }

    @Override
    void begin(HttpClientRequest request, ResponseAccount accountOfNext) {
        account = accountOfNext;
        receiver = Vertx.currentContext();
    }

    @Override
    void hangUp(HttpConnection used) {
        used.close();
    }

    /**
     * Counts bodies where they come in, and keeps a failure behind the head of its response. A request may wait on another
     * event loop than its connection has: what is counted there only, piles up before it is; and Vert.x passes a head on in
     * that loop's next turn, but a failure at once: the head is lost, and an error with a stack trace logged.
     */
    private final class Responses extends ChannelInboundHandlerAdapter {

        private @Nullable BodyBudget budget;
        private boolean inBody;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (budget != null && budget.isExceeded()) {
                ReferenceCountUtil.release(message);
                return;
            }
            inBody = !(message instanceof LastHttpContent) && (inBody || message instanceof HttpResponse);
            ResponseAccount awaiting = account;
            if (message instanceof HttpResponse begun && begun.decoderResult().isSuccess() && awaiting != null) {
                budget = awaiting.open(new ResponseAccount.Head(begun.status().code(), begun.headers()::getAll), maxBytes);
            }
            if (budget == null || !(message instanceof HttpContent content) || budget.take(content.content().readableBytes())) {
                context.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
                // Vert.x closes the connection. Until then, which may take a while, nothing is read.
                context.channel().config().setAutoRead(false);
                exceptionCaught(context, new NetworkFailure.Ended("The response is too large"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            Context awaiting = receiver;
            if (inBody && awaiting != null) {
                awaiting.runOnContext(ignored -> context.executor().execute(() -> pass(context, failure)));
            } else {
                context.fireExceptionCaught(failure);
            }
        }

        /** When a connection was closed since then, Vert.x has failed the request itself. */
        private static void pass(ChannelHandlerContext context, Throwable failure) {
            if (!context.isRemoved() && context.channel().isActive()) {
                context.fireExceptionCaught(failure);
            }
        }
    }
}
