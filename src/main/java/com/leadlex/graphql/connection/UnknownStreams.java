package com.leadlex.graphql.connection;

import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Closes a stream that is reset before it became a request at once, not when that was written: its head is too large or
 * malformed. Where its connection fails in the meantime, Vert.x fails over a stream that it does not know: a stack trace in the
 * log for each frame that is not written any more.
 */
final class UnknownStreams implements Http2LifecycleManager {

    private final Http2ConnectionHandler http2;
    private final Predicate<Http2Stream> isRequest;

    UnknownStreams(Http2ConnectionHandler http2, Predicate<Http2Stream> isRequest) {
        this.http2 = http2;
        this.isRequest = isRequest;
    }

    @Override
    public ChannelFuture resetStream(ChannelHandlerContext context, int id, long code, ChannelPromise promise) {
        ChannelFuture written = http2.resetStream(context, id, code, promise);
        Http2Stream stream = http2.connection().stream(id);
        if (stream != null && !isRequest.test(stream)) {
            stream.close();
        }
        return written;
    }

    @Override
    public void onError(ChannelHandlerContext context, boolean outbound, Throwable cause) {
        http2.onError(context, outbound, cause);
    }

    @Override
    public void closeStreamLocal(Http2Stream stream, ChannelFuture future) {
        http2.closeStreamLocal(stream, future);
    }

    @Override
    public void closeStreamRemote(Http2Stream stream, ChannelFuture future) {
        http2.closeStreamRemote(stream, future);
    }

    @Override
    public void closeStream(Http2Stream stream, ChannelFuture future) {
        http2.closeStream(stream, future);
    }

    @Override
    public ChannelFuture goAway(ChannelHandlerContext context, int last, long code, ByteBuf data, ChannelPromise promise) {
        return http2.goAway(context, last, code, data, promise);
    }
}
