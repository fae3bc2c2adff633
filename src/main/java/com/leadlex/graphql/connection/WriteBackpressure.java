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
 * Marks a connection as not writable while too much of its output waits for the client, and resets the connection
 * when the client reads no output for too long. Costs nothing while the client reads its output at once.
 */
final class WriteBackpressure extends ChannelDuplexHandler {

    private static final long MAX_CHECK_INTERVAL_MILLIS = 1_000;

    private final int maxUnreadBytes;
    private final long unreadTimeoutMillis;
    private final long checkIntervalMillis;
    private final OverloadManager overloadManager;
    @SuppressWarnings("NullAway.Init") // set once the handler is in a pipeline
    private BufferAccount bufferAccount;
    private @Nullable ScheduledFuture<?> checkTimer;
    private long pendingBytesAtCheck;
    private long writeProgressAtCheck;
    private long stalledMillis;

    WriteBackpressure(ConnectionConfig config, OverloadManager overloadManager) {
        maxUnreadBytes = config.maxUnread();
        unreadTimeoutMillis = config.unreadTimeout().toMillis();
        checkIntervalMillis = Math.min(MAX_CHECK_INTERVAL_MILLIS, unreadTimeoutMillis / 4 + 1);
        this.overloadManager = overloadManager;
    }

    /**
     * Closes the connection without a linger, so that the kernel releases its buffers, too.
     *
     * @param ctx the context of a handler ahead of Vert.x's handler, which would first wait until all output is written
     */
    static void resetConnection(ChannelHandlerContext ctx) {
        if (ctx.channel().isOpen()) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            ctx.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        bufferAccount = overloadManager.account(ctx.channel(), () -> pendingBytes(ctx), () -> resetConnection(ctx));
        ctx.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(maxUnreadBytes / 2, maxUnreadBytes));
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        long pendingBytes = pendingBytes(ctx);
        if (pendingBytes > 0) {
            bufferAccount.setBytes(pendingBytes);
            if (checkTimer == null) {
                stalledMillis = 0;
                pendingBytesAtCheck = pendingBytes;
                checkTimer = ctx.executor().scheduleWithFixedDelay(() -> checkProgress(ctx), checkIntervalMillis,
                        checkIntervalMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static long pendingBytes(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer outboundBuffer = ctx.channel().unsafe().outboundBuffer();
        return outboundBuffer == null ? 0 : outboundBuffer.totalPendingWriteBytes();
    }

    private void checkProgress(ChannelHandlerContext ctx) {
        long pendingBytes = pendingBytes(ctx);
        if (pendingBytes == 0) {
            stopChecking();
            return;
        }
        long writeProgress = ctx.channel().unsafe().outboundBuffer().currentProgress();
        bufferAccount.setBytes(pendingBytes);
        stalledMillis += checkIntervalMillis;
        if (pendingBytes < pendingBytesAtCheck || writeProgress != writeProgressAtCheck) {
            stalledMillis = 0;
            bufferAccount.markProgress();
        } else if (stalledMillis >= unreadTimeoutMillis) {
            stopChecking();
            resetConnection(ctx);
        }
        pendingBytesAtCheck = pendingBytes;
        writeProgressAtCheck = writeProgress;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopChecking();
        ctx.fireChannelInactive();
    }

    /** Cancels the timer, which would keep a closed connection in memory. */
    private void stopChecking() {
        if (checkTimer != null) {
            checkTimer.cancel(false);
            checkTimer = null;
        }
        bufferAccount.setBytes(0);
    }
}
