package com.leadlex.graphql.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/** Stands in for Vert.x's handler of an HTTP/1 connection, which comes with the first request. */
final class FirstRequest extends ChannelInboundHandlerAdapter {

    private static final String HTTP2 = "h2c";

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest first) {
            ctx.pipeline().remove(this);
            ignoreUpgrade(first);
        }
        ctx.fireChannelRead(message);
    }

    /**
     * To HTTP/2, which RFC 9113 no longer has: Vert.x empties the pipeline for it, of all that bounds the connection, and keeps
     * the body of one that it refuses for ever. It looks for it in the first request alone. To ignore it is allowed (RFC 9110,
     * section 7.8).
     */
    private static void ignoreUpgrade(HttpRequest first) {
        if (first.headers().contains(HttpHeaderNames.UPGRADE, HTTP2, true)) {
            first.headers().remove(HttpHeaderNames.UPGRADE);
        }
    }

    /** Such as a reset, which Netty would log with its stack trace. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        ctx.close();
    }
}
