package com.leadlex.graphql.leadlex.connection;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;

/**
 * HTTP/1.1 for one connection to Leadlex, on which nothing but exactly one whole, final answer may come to each request.
 * Connections are shared by keys: where more comes, an answer could reach another key than the one that it was written for.
 * So such a connection is closed and never used again.
 */
final class SingleResponseCodec extends CombinedChannelDuplexHandler<SingleResponseDecoder, HttpRequestEncoder> {

    private static final long LONGEST_REST_SECONDS = 60;

    private final HttpConnection connection;
    private final SingleResponseDecoder answers;
    private final KeyAffinity asked = new KeyAffinity();
    private final BooleanSupplier silent;
    private boolean used;
    private boolean reading;

    /** @param silent whether the connection may not lead to Leadlex any more, though nobody closed it */
    SingleResponseCodec(HttpConnection connection, HttpDecoderConfig config, BooleanSupplier silent) {
        this.connection = connection;
        this.silent = silent;
        // Vert.x closes the connection as soon as the answer has ended, before its pool can give it to the next request.
        answers = new SingleResponseDecoder(config, () -> connection.shutdown(LONGEST_REST_SECONDS, TimeUnit.SECONDS));
        init(answers, new HttpRequestEncoder());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!answers.awaits()) {
            ReferenceCountUtil.release(message);
            connection.close();
            return;
        }
        reading = true;
        try {
            super.channelRead(context, message);
        } finally {
            reading = false;
        }
    }

    /** Every request is a GET, which is one message. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (!(message instanceof HttpRequest request)) {
            super.write(context, message, promise);
        } else if (reading) {
            // The answer before is still being passed on; looking at what follows it has to wait for that.
            context.executor().execute(() -> {
                send(context, request, promise);
                context.flush();
            });
        } else {
            send(context, request, promise);
        }
    }

    private void send(ChannelHandlerContext context, HttpRequest request, ChannelPromise promise) {
        if (answers.refused()) {
            asked.refused();
        }
        if (answers.awaits() || silent.getAsBoolean() || !asked.admits(request)) {
            connection.close();
        } else if (used) {
            look(context);
        }
        if (!context.channel().isActive()) {
            ReferenceCountUtil.release(request);
            fail(context, promise, used ? new NetworkFailure.NotSent() : new ClosedChannelException());
            return;
        }
        used = true;
        answers.await();
        try {
            super.write(context, request, promise);
        } catch (Exception e) {
            promise.tryFailure(e);
        }
    }

    /** Vert.x tells nobody of a write that failed. */
    private static void fail(ChannelHandlerContext context, ChannelPromise promise, Exception failure) {
        context.fireExceptionCaught(failure);
        promise.tryFailure(failure);
    }

    /**
     * Reads what has come since the last answer, or that Leadlex has closed the connection, before anything that comes could
     * pass for the answer to this request.
     */
    private static void look(ChannelHandlerContext context) {
        if (context.channel().unsafe() instanceof AbstractNioChannel.NioUnsafe socket) {
            socket.read();
        }
    }
}
