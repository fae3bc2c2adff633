package com.leadlex.graphql.connection;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.memory.OverloadManager;
import com.leadlex.graphql.memory.OverloadManager.BufferAccount;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * Makes a connection not writable while its limit of output waits for the client, and resets the connection when the client
 * reads none of it for too long. Costs nothing while the client keeps up.
 */
final class WriteBackpressure extends ChannelDuplexHandler {

    private static final long MAX_CHECK_MILLIS = 1_000;

    private final int limit;
    private final long timeoutMillis;
    private final long checkMillis;
    private final OverloadManager overload;
    @SuppressWarnings("NullAway.Init") // once it is in a pipeline
    private BufferAccount account;
    private @Nullable ScheduledFuture<?> checkTimer;
    private long pendingAtCheck;
    private long progressAtCheck;
    private long stalledMillis;

    WriteBackpressure(ConnectionConfig config, OverloadManager overload) {
        limit = config.maxUnread();
        timeoutMillis = config.unreadTimeout().toMillis();
        checkMillis = Math.min(MAX_CHECK_MILLIS, timeoutMillis / 4 + 1);
        this.overload = overload;
    }

    /**
     * Closes the connection without a linger, so that the kernel releases its buffers, too.
     *
     * @param ctx of a handler ahead of Vert.x', which would wait until all output is written
     */
    static void reset(ChannelHandlerContext ctx) {
        if (ctx.channel().isOpen()) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        account = overload.account(ctx.channel(), () -> pendingBytes(ctx), () -> reset(ctx));
        ctx.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(limit / 2, limit));
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        long pending = pendingBytes(ctx);
        if (pending > 0) {
            account.setBytes(pending);
            if (checkTimer == null) {
                stalledMillis = 0;
                pendingAtCheck = pending;
                checkTimer = ctx.executor().scheduleWithFixedDelay(() -> check(ctx), checkMillis, checkMillis,
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private static long pendingBytes(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer output = ctx.channel().unsafe().outboundBuffer();
        return output == null ? 0 : output.totalPendingWriteBytes();
    }

    private void check(ChannelHandlerContext ctx) {
        long pending = pendingBytes(ctx);
        if (pending == 0) {
            stopChecking();
            return;
        }
        long progress = ctx.channel().unsafe().outboundBuffer().currentProgress();
        account.setBytes(pending);
        stalledMillis += checkMillis;
        if (pending < pendingAtCheck || progress != progressAtCheck) {
            stalledMillis = 0;
            account.markProgress();
        } else if (stalledMillis >= timeoutMillis) {
            stopChecking();
            reset(ctx);
        }
        pendingAtCheck = pending;
        progressAtCheck = progress;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopChecking();
        ctx.fireChannelInactive();
    }

    /** Cancels the check, which would keep a closed connection in memory. */
    private void stopChecking() {
        if (checkTimer != null) {
            checkTimer.cancel(false);
            checkTimer = null;
        }
        account.setBytes(0);
    }
}
