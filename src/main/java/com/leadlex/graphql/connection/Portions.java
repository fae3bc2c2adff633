package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets in so much, of all connections of one event loop together, as it can take before it comes to its tasks. A loop looks at
 * all of its sockets first, and a few bytes of HTTP/2 open a stream: a thousand connections would open a hundred thousand, and
 * the tasks that let go of what was given up would come too late. A connection whose bytes wait is not read.
 * <p>
 * What waits goes in by turns, a little of each connection at a time, and what comes anew has a share of its own: one that asks
 * for little does not wait behind a thousand that ask for much.
 */
final class Portions extends ChannelDuplexHandler {

    /** Of each, between two runs of the loop's tasks; some dozens of requests. */
    private static final int NEW = 16 * 1024;
    private static final int WAITED = 8 * 1024;
    /** Of one connection at a time. Most requests are smaller. */
    private static final int AT_A_TIME = 2 * 1024;
    private static final FastThreadLocal<@Nullable OfLoop> OF_LOOP = new FastThreadLocal<>();

    private final Deque<ByteBuf> held = new ArrayDeque<>(1);
    private ChannelHandlerContext context;
    private OfLoop loop;
    private boolean stopped;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        OfLoop known = OF_LOOP.get();
        loop = known == null ? new OfLoop(ctx.executor()) : known;
        OF_LOOP.set(loop);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (held.isEmpty()) {
            letIn(bytes, loop.ofNew(bytes.readableBytes()));
        } else {
            held.add(bytes);
        }
    }

    private void letIn(ByteBuf bytes, int part) {
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

    /** Netty asks for more of an HTTP/2 connection after each part that came in, whether it is to be read or not. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!stopped && held.isEmpty()) {
            ctx.read();
        }
    }

    private void readOn() {
        if (stopped) {
            stopped = false;
            context.channel().config().setAutoRead(true);
        }
        if (context.channel().config().isAutoRead()) {
            context.read(); // whoever asked for it before was not listened to
        }
    }

    /** What waits first, or a part of it. */
    private void goOn() {
        ByteBuf first = held.poll();
        if (first == null) {
            return;
        }
        int part = loop.ofWaited(first.readableBytes());
        boolean all = part == first.readableBytes() && held.isEmpty();
        if (all) { // before it goes in: who takes it may want to stop reading, too
            readOn();
        } else if (!held.isEmpty() && part == first.readableBytes()) {
            loop.waiting.add(this);
        }
        letIn(first, part);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        held.forEach(ByteBuf::release);
        held.clear();
        loop.waiting.remove(this);
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.waiting.remove(this);
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            ctx.fireChannelRead(bytes);
        }
    }

    private static final class OfLoop {

        private final Set<Portions> waiting = new LinkedHashSet<>();
        private final EventExecutor executor;
        private int leftForNew = NEW;
        private int leftForWaited;
        private boolean begun;

        OfLoop(EventExecutor executor) {
            this.executor = executor;
        }

        /** @return how many of so many bytes that have just come may go in now */
        int ofNew(int wanted) {
            if (!begun) {
                begun = true;
                executor.execute(this::begin);
            }
            int taken = Math.min(Math.min(leftForNew, AT_A_TIME), wanted);
            leftForNew -= taken;
            return taken;
        }

        /** @return how many of so many bytes that wait may go in now */
        int ofWaited(int wanted) {
            int taken = Math.min(Math.min(leftForWaited, AT_A_TIME), wanted);
            leftForWaited -= taken;
            return taken;
        }

        /** Anew, once the tasks before have run. With a timer for the next time, as in {@link Rounds}. */
        private void begin() {
            leftForNew = NEW;
            leftForWaited = WAITED;
            while (leftForWaited > 0 && !waiting.isEmpty()) {
                Portions next = waiting.iterator().next();
                waiting.remove(next);
                next.goOn();
            }
            begun = !waiting.isEmpty();
            if (begun) {
                executor.schedule(this::begin, 0, TimeUnit.NANOSECONDS);
            }
        }
    }
}
