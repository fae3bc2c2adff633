package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.impl.ContextInternal;

/**
 * Keeps a failure behind the head of its answer. Where the request waits on another event loop than its connection has, Vert.x
 * passes the head on in that loop's next turn, but a failure at once: the head is lost, and an error with a stack trace logged.
 */
final class FailuresInOrder extends ChannelInboundHandlerAdapter {

    private volatile @Nullable ContextInternal waiting;
    private boolean inBody;

    /** The next answer is awaited on the current context. */
    void await() {
        waiting = ContextInternal.current();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inBody = !(message instanceof LastHttpContent) && (inBody || message instanceof HttpResponse);
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        ContextInternal receiver = waiting;
        if (inBody && receiver != null && receiver.nettyEventLoop() != context.executor()) {
            receiver.runOnContext(ignored -> context.executor().execute(() -> pass(context, failure)));
        } else {
            context.fireExceptionCaught(failure);
        }
    }

    /** That a connection was closed since then, Vert.x tells the request itself. */
    private static void pass(ChannelHandlerContext context, Throwable failure) {
        if (!context.isRemoved() && context.channel().isActive()) {
            context.fireExceptionCaught(failure);
        }
    }
}
