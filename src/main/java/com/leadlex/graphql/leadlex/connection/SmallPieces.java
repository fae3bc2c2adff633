package com.leadlex.graphql.leadlex.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;

/** Decompresses little of a body at a time: it can become a thousand times as much before any of that is counted. */
final class SmallPieces extends ChannelInboundHandlerAdapter {

    private static final int BYTES = 1_024;

    private boolean compressed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse begun) {
            compressed = begun.headers().contains(HttpHeaderNames.CONTENT_ENCODING);
        }
        if (compressed && message instanceof HttpContent content) {
            while (content.content().readableBytes() > BYTES) {
                context.fireChannelRead(new DefaultHttpContent(content.content().readRetainedSlice(BYTES)));
            }
        }
        context.fireChannelRead(message);
    }
}
