package com.leadlex.graphql.http;

import java.util.ArrayDeque;
import java.util.Deque;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Lets the requests of an HTTP/1 connection in one by one: the next is not even parsed before the one ahead of it has its
 * answer, or while the client does not read its answers. Until then nothing more is read from the connection. Otherwise a
 * client that pipelines would fill the memory with requests that wait, or with their answers.
 */
final class Turns extends ChannelInboundHandlerAdapter {

    /** Then other connections have their turn. */
    private static final int AT_ONCE = 8;

    private final Deque<ByteBuf> held = new ArrayDeque<>(2);
    private Turn turn;
    private ChannelHandlerContext context;
    private Backlog backlog;
    private boolean stopped;
    private boolean letting;
    private boolean scheduled;

    void of(Turn itsTurn, Backlog itsBacklog) {
        turn = itsTurn;
        backlog = itsBacklog;
    }

    /** To be called when an answer was written, or read. */
    void goOn() {
        if (!held.isEmpty() && !scheduled && turn.isFree() && !backlog.isFull()) {
            scheduled = true;
            context.executor().execute(this::letHeldIn);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!held.isEmpty() || letting || !letIn(bytes)) {
            hold(bytes);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        handlerRemoved(ctx);
        ctx.fireChannelInactive();
    }

    /** @return whether all of it went in */
    private boolean letIn(ByteBuf bytes) {
        letting = true;
        try {
            for (int parts = 0; parts < AT_ONCE && turn.isFree() && !backlog.isFull(); parts++) {
                int part = turn.part(bytes);
                if (part == bytes.readableBytes()) {
                    context.fireChannelRead(bytes);
                    return true;
                }
                context.fireChannelRead(bytes.readRetainedSlice(part));
            }
            return false;
        } finally {
            letting = false;
        }
    }

    private void hold(ByteBuf bytes) {
        held.add(bytes);
        backlog.elsewhere(bytes.readableBytes());
        stop();
    }

    private void letHeldIn() {
        scheduled = false;
        if (held.isEmpty() || !turn.isFree() || backlog.isFull()) {
            return;
        }
        if (stopped) { // before anything goes in: who takes it may want to stop reading, too
            stopped = false;
            context.channel().config().setAutoRead(true);
        }
        while (!held.isEmpty()) {
            ByteBuf first = held.peek();
            int before = first.readableBytes();
            boolean whole = letIn(first);
            backlog.elsewhere(whole ? -before : first.readableBytes() - before);
            if (!whole) {
                break;
            }
            held.remove();
        }
        context.fireChannelReadComplete();
        if (!held.isEmpty()) {
            stop();
        }
    }

    private void stop() {
        if (context.channel().config().isAutoRead()) {
            stopped = true;
            context.channel().config().setAutoRead(false);
        }
        goOn();
    }
}
