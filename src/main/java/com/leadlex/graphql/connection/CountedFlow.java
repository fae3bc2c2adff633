package com.leadlex.graphql.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/** Tells the backlog of an HTTP/2 connection what waits behind its windows (RFC 9113, section 5.2). */
final class CountedFlow implements Http2RemoteFlowController {

    private final Http2RemoteFlowController flow;
    private final Backlog backlog;

    CountedFlow(Http2RemoteFlowController flow, Backlog backlog) {
        this.flow = flow;
        this.backlog = backlog;
    }

    @Override
    public void addFlowControlled(Http2Stream stream, FlowControlled payload) {
        flow.addFlowControlled(stream, new Counted(payload));
    }

    @Override
    public ChannelHandlerContext channelHandlerContext() {
        return flow.channelHandlerContext();
    }

    @Override
    public boolean hasFlowControlled(Http2Stream stream) {
        return flow.hasFlowControlled(stream);
    }

    @Override
    public void writePendingBytes() throws Http2Exception {
        flow.writePendingBytes();
    }

    @Override
    public void listener(Listener listener) {
        flow.listener(listener);
    }

    @Override
    public boolean isWritable(Http2Stream stream) {
        return flow.isWritable(stream);
    }

    @Override
    public void channelWritabilityChanged() throws Http2Exception {
        flow.channelWritabilityChanged();
    }

    @Override
    public void updateDependencyTree(int childStreamId, int parentStreamId, short weight, boolean exclusive) {
        flow.updateDependencyTree(childStreamId, parentStreamId, weight, exclusive);
    }

    @Override
    public void channelHandlerContext(ChannelHandlerContext ctx) throws Http2Exception {
        flow.channelHandlerContext(ctx);
    }

    @Override
    public void initialWindowSize(int newWindowSize) throws Http2Exception {
        flow.initialWindowSize(newWindowSize);
    }

    @Override
    public int initialWindowSize() {
        return flow.initialWindowSize();
    }

    @Override
    public int windowSize(Http2Stream stream) {
        return flow.windowSize(stream);
    }

    @Override
    public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
        flow.incrementWindowSize(stream, delta);
    }

    private final class Counted implements FlowControlled {

        private final FlowControlled payload;
        private long counted;

        private Counted(FlowControlled payload) {
            this.payload = payload;
            count(payload.size());
        }

        private void count(long now) {
            long by = now - counted;
            counted = now;
            backlog.elsewhere(by);
        }

        @Override
        public int size() {
            return payload.size();
        }

        @Override
        public void write(ChannelHandlerContext ctx, int allowedBytes) {
            payload.write(ctx, allowedBytes);
            count(payload.size());
        }

        @Override
        public void writeComplete() {
            payload.writeComplete();
        }

        @Override
        public void error(ChannelHandlerContext ctx, Throwable cause) {
            count(0);
            payload.error(ctx, cause);
        }

        @Override
        public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
            if (next instanceof Counted other && payload.merge(ctx, other.payload)) {
                counted += other.counted;
                other.counted = 0;
                return true;
            }
            return false;
        }
    }
}
