package com.leadlex.graphql.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.quarkus.arc.Arc;

/**
 * Has a connection bounded before any of it is parsed, as a head alone can take a megabyte. What the first bytes are, Vert.x
 * finds out: this goes behind whatever is there, until they come to it and the pipeline for HTTP/1 or HTTP/2 has been made.
 */
final class Arrival extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        if (pipeline.get(ConnectionGuard.HTTP1_DECODER) != null) {
            guard().http1(pipeline);
        } else if (pipeline.get(Http2ConnectionHandler.class) != null) {
            guard().http2(pipeline);
        } else {
            pipeline.addLast(new Arrival());
        }
        ctx.fireChannelRead(message);
    }

    /** Vert.x has made the listening sockets' provider before there are any beans. */
    private static ConnectionGuard guard() {
        return Arc.container().instance(ConnectionGuard.class).get();
    }
}
