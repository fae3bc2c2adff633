package com.leadlex.graphql.connection;

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

    private final Deque<ByteBuf> held = new ArrayDeque<>(2);
    private final Runnable letHeldIn = this::letHeldIn;
    @SuppressWarnings("NullAway.Init") // by of, before anything is read
    private Turn turn;
    private ChannelHandlerContext context;
    @SuppressWarnings("NullAway.Init") // by of, before anything is read
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
            Rounds.add(context.executor(), letHeldIn);
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

    /** Of all that waits: the connection is closed. */
    void letGo() {
        held.forEach(ByteBuf::release);
        held.clear();
        if (scheduled) {
            scheduled = false;
            Rounds.remove(letHeldIn);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        letGo();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        letGo();
        ctx.fireChannelInactive();
    }

    /**
     * One request, or what is there of it; then other connections have their turn.
     *
     * @return whether that was all
     */
    private boolean letIn(ByteBuf bytes) {
        if (!turn.isFree() || backlog.isFull()) {
            return false;
        }
        letting = true;
        try {
            int part = turn.part(bytes);
            boolean whole = part == bytes.readableBytes();
            context.fireChannelRead(whole ? bytes : bytes.readRetainedSlice(part));
            turn.settle();
            return whole;
        } finally {
            letting = false;
        }
    }

    private void hold(ByteBuf bytes) {
        held.add(bytes);
        backlog.elsewhere(bytes.capacity());
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
        ByteBuf first = held.peek();
        int capacity = first.capacity();
        backlog.goesOn();
        if (letIn(first)) {
            held.remove();
            backlog.elsewhere(-capacity);
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
