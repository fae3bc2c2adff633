package com.leadlex.graphql.leadlex.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Decompresses little of a body at a time: it can become a thousand times as much before any of that is counted. Of a body
 * that is cut off, nothing more is decompressed: the answer of its call waits for this event loop.
 */
final class SmallPieces extends ChannelInboundHandlerAdapter {

    private static final int BYTES = 1_024;

    private final BodyLimit limit;
    private boolean compressed;

    SmallPieces(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse begun) {
            compressed = begun.headers().contains(HttpHeaderNames.CONTENT_ENCODING);
        }
        if (!compressed || !(message instanceof HttpContent content)) {
            context.fireChannelRead(message);
            return;
        }
        while (content.content().readableBytes() > BYTES && !limit.isCut()) {
            pass(context, new DefaultHttpContent(content.content().readRetainedSlice(BYTES)));
        }
        pass(context, content);
    }

    private void pass(ChannelHandlerContext context, HttpContent piece) {
        TooLarge tooLarge = limit.addCompressed(piece.content().readableBytes());
        if (tooLarge != null) {
            BodyLimit.fail(context, tooLarge);
        }
        if (limit.isCut()) {
            piece.release();
        } else {
            context.fireChannelRead(piece);
        }
    }
}
