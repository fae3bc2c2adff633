package com.leadlex.graphql.connection;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * What waits for the reader of one connection: in front of its socket, behind the windows of HTTP/2, and what was received
 * but waits for its turn. A connection whose client reads none of it for too long is reset. All of this is done on the
 * connection's event loop, and nothing of it while the client keeps up.
 */
final class Backlog extends ChannelDuplexHandler {

    private static final long MOST_MILLIS_BETWEEN_LOOKS = 1_000;

    private final ConnectionConfig config;
    private final Claims all;
    private final Runnable whenRead;
    private final Runnable letGo;
    @SuppressWarnings("NullAway.Init") // once it is in a pipeline
    private Claim claim;
    private ChannelHandlerContext context;
    private long elsewhere;
    private @Nullable ScheduledFuture<?> watch;
    private long atLastLook;
    private long partOfFirst;
    private long readLast;

    /**
     * @param whenRead is run whenever some of it was read
     * @param letGo of what waits elsewhere than in front of the socket: Netty tells only later that a connection is closed
     */
    Backlog(ConnectionConfig config, Claims all, Runnable whenRead, Runnable letGo) {
        this.config = config;
        this.all = all;
        this.whenRead = whenRead;
        this.letGo = letGo;
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
        claim.goesOn();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        claim = all.claim(added.channel(), this::reset);
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
        if (watch == null && waiting > 0) {
            readLast = System.nanoTime();
            atLastLook = waiting;
            lookAgain();
        }
        if (watch != null) {
            claim.holds(waiting);
        }
    }

    private long waiting() {
        ChannelOutboundBuffer socket = context.channel().unsafe().outboundBuffer();
        return socket == null ? 0 : socket.totalPendingWriteBytes() + elsewhere;
    }

    private void lookAgain() {
        watch = context.executor().schedule(this::onTime,
                Math.min(MOST_MILLIS_BETWEEN_LOOKS, config.unreadTimeout().toMillis() / 4 + 1), TimeUnit.MILLISECONDS);
    }

    private void onTime() {
        long waiting = waiting();
        if (waiting == 0) {
            forget();
            return;
        }
        claim.holds(waiting);
        long part = context.channel().unsafe().outboundBuffer().currentProgress();
        if (waiting < atLastLook || part != partOfFirst) {
            goesOn();
            whenRead.run();
        } else if (System.nanoTime() - readLast >= config.unreadTimeout().toNanos()) {
            reset();
            return;
        }
        atLastLook = waiting;
        partOfFirst = part;
        lookAgain();
    }

    /** The watch, too: until its time it would keep the connection in memory, with all that is on it. */
    private void forget() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
        claim.holds(0);
    }

    /** Without a linger, so that the kernel lets go of what waits, too. */
    void reset() {
        forget();
        if (context.channel().isOpen()) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
            letGo.run();
        }
    }
}
