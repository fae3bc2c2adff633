package com.leadlex.graphql.connection;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;

/**
 * What waits for the reader of one connection: in front of its socket, behind the windows of HTTP/2, and what was received
 * but waits for its turn. A connection whose client reads none of it for too long is reset. All of this is done on the
 * connection's event loop, and nothing of it while the client keeps up.
 */
final class Backlog extends ChannelDuplexHandler {

    private static final long MOST_MILLIS_BETWEEN_LOOKS = 1_000;

    private final ConnectionConfig config;
    private final Backlogs all;
    private final Runnable whenRead;
    private ChannelHandlerContext context;
    private long elsewhere;
    private boolean watched;
    private long counted;
    private long atLastLook;
    private long partOfFirst;
    private volatile long readLast;

    /** @param whenRead is run whenever some of it was read */
    Backlog(ConnectionConfig config, Backlogs all, Runnable whenRead) {
        this.config = config;
        this.all = all;
        this.whenRead = whenRead;
    }

    /** Whether so much waits that no further request should be begun. */
    boolean isFull() {
        return !context.channel().isWritable() || elsewhere >= config.maxUnread();
    }

    /** Bytes that wait elsewhere than in front of the socket: so many more, or less. */
    void elsewhere(long by) {
        elsewhere += by;
        if (by > 0) {
            look();
        } else {
            whenRead.run();
        }
    }

    /** As if some of it was read: a request that waited has its turn. */
    void goesOn() {
        readLast = System.nanoTime();
    }

    /** When some of it was read last, by {@link System#nanoTime}. */
    long readLast() {
        return readLast;
    }

    /** @param then is run when nothing of it waits any longer */
    void close(Runnable then) {
        context.executor().execute(() -> {
            try {
                reset();
            } finally {
                then.run();
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.channel().config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(config.maxUnread() / 2, config.maxUnread()));
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        look();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            whenRead.run();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    private void look() {
        long waiting = waiting();
        if (!watched && waiting > 0) {
            watched = true;
            readLast = System.nanoTime();
            atLastLook = waiting;
            all.add(this);
            lookAgain();
        }
        if (watched) {
            count(waiting);
        }
    }

    private long waiting() {
        ChannelOutboundBuffer socket = context.channel().unsafe().outboundBuffer();
        return socket == null ? 0 : socket.totalPendingWriteBytes() + elsewhere;
    }

    private void lookAgain() {
        context.executor().schedule(this::onTime,
                Math.min(MOST_MILLIS_BETWEEN_LOOKS, config.unreadTimeout().toMillis() / 4 + 1), TimeUnit.MILLISECONDS);
    }

    private void onTime() {
        long waiting = waiting();
        if (waiting == 0) {
            forget();
            return;
        }
        count(waiting);
        long part = context.channel().unsafe().outboundBuffer().currentProgress();
        if (waiting < atLastLook || part != partOfFirst) {
            readLast = System.nanoTime();
            whenRead.run();
        } else if (System.nanoTime() - readLast >= config.unreadTimeout().toNanos()) {
            reset();
            return;
        }
        atLastLook = waiting;
        partOfFirst = part;
        lookAgain();
    }

    private void count(long waiting) {
        long by = waiting - counted;
        counted = waiting;
        if (by != 0) {
            all.changed(by);
        }
    }

    private void forget() {
        watched = false;
        all.remove(this);
        count(0);
    }

    /** Without a linger, so that the kernel lets go of what waits, too. */
    private void reset() {
        forget();
        if (context.channel().isOpen()) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        }
    }
}
