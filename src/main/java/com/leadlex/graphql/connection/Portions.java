package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets in so much, of all connections of one event loop together, as it can take before it comes to its tasks. A loop looks at
 * all of its sockets first, and a few bytes of HTTP/2 open a stream: a thousand connections would open a hundred thousand, and
 * the tasks that let go of what was given up would come too late. A connection whose bytes wait is not read.
 */
final class Portions extends ChannelInboundHandlerAdapter {

    /** Some hundred requests. */
    private static final int BYTES = 16 * 1024;
    private static final FastThreadLocal<OfLoop> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected OfLoop initialValue() {
            return new OfLoop();
        }
    };

    private final Deque<ByteBuf> held = new ArrayDeque<>(1);
    private ChannelHandlerContext context;
    private OfLoop loop;
    private boolean stopped;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop = OF_LOOP.get();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (held.isEmpty()) {
            letIn(bytes);
        } else {
            held.add(bytes);
        }
    }

    private void letIn(ByteBuf bytes) {
        int part = loop.take(context.executor(), bytes.readableBytes());
        if (part == bytes.readableBytes()) {
            context.fireChannelRead(bytes);
            return;
        }
        if (part > 0) {
            context.fireChannelRead(bytes.readRetainedSlice(part));
        }
        if (context.isRemoved()) {
            context.fireChannelRead(bytes);
        } else {
            held.addFirst(bytes);
            stop();
            loop.waiting.add(this);
        }
    }

    private void stop() {
        if (context.channel().config().isAutoRead()) {
            stopped = true;
            context.channel().config().setAutoRead(false);
        }
    }

    /** What waits first, or a part of it. */
    private void goOn() {
        ByteBuf first = held.poll();
        if (first == null) {
            return;
        }
        if (held.isEmpty() && stopped) { // before it goes in: who takes it may want to stop reading, too
            stopped = false;
            context.channel().config().setAutoRead(true);
        } else if (!held.isEmpty()) {
            loop.waiting.add(this);
        }
        letIn(first);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        held.forEach(ByteBuf::release);
        held.clear();
        ctx.fireChannelInactive();
    }

    /** By Vert.x, when it makes HTTP/2 of a connection. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            ctx.fireChannelRead(bytes);
        }
        if (stopped) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private static final class OfLoop {

        private final Queue<Portions> waiting = new ArrayDeque<>();
        private int left = BYTES;

        /** @return how many of so many bytes may go in now */
        int take(EventExecutor executor, int wanted) {
            if (left == BYTES && wanted > 0) {
                executor.execute(this::begin);
            }
            int taken = Math.min(left, wanted);
            left -= taken;
            return taken;
        }

        /** Anew, once the tasks before have run. */
        private void begin() {
            left = BYTES;
            while (left > 0 && !waiting.isEmpty()) {
                waiting.remove().goOn();
            }
        }
    }
}
