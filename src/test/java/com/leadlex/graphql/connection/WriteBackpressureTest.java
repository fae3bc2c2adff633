package com.leadlex.graphql.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.memory.OverloadManager;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The output that waits for a client that does not read. */
class WriteBackpressureTest {

    private static final ConnectionConfig CONFIG = new ConnectionConfig() {
        @Override
        public int maxUnread() {
            return 1_000;
        }

        @Override
        public Duration unreadTimeout() {
            return Duration.ofSeconds(30);
        }
    };

    private final UnreadChannel channel = connect(new OverloadManager(1 << 20));

    /** Takes as much output as its client reads. */
    private static final class UnreadChannel extends EmbeddedChannel {

        private int read;

        @Override
        protected void doWrite(ChannelOutboundBuffer output) {
            for (; read > 0 && !output.isEmpty(); read--) {
                output.remove();
            }
        }
    }

    private static UnreadChannel connect(OverloadManager overload) {
        UnreadChannel connected = new UnreadChannel();
        connected.pipeline().addFirst(new WriteBackpressure(CONFIG, overload), new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
                // Vert.x' handler closes when everything is written
            }
        });
        connected.freezeTime();
        return connected;
    }

    private static void write(EmbeddedChannel to, int bytes) {
        to.writeOneOutbound(Unpooled.wrappedBuffer(new byte[bytes]));
        to.flushOutbound();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runPendingTasks();
        }
    }

    @Test
    void theConnectionIsNotWritableAtTheLimit() {
        write(channel, 500);
        assertTrue(channel.isWritable());
        write(channel, 600);
        assertFalse(channel.isWritable());
    }

    @Test
    void aClientThatReadsNothingIsClosedAtTheTimeout() {
        write(channel, 500);
        pass(28);
        assertTrue(channel.isOpen());
        pass(3);
        assertFalse(channel.isOpen());
    }

    @Test
    void aClientThatReadsSlowlyIsNot() {
        write(channel, 100);
        write(channel, 100);
        write(channel, 100);
        pass(20);
        channel.read = 1;
        channel.flushOutbound();
        pass(20);
        assertTrue(channel.isOpen());
    }

    @Test
    void theConnectionWithTheMostUnreadForLongestIsClosedFirst() {
        OverloadManager overload = new OverloadManager(2_000);
        UnreadChannel small = connect(overload);
        UnreadChannel large = connect(overload);
        UnreadChannel last = connect(overload);
        write(large, 1_500);
        write(small, 100);
        write(last, 400);
        large.runPendingTasks();
        assertFalse(large.isOpen());
        assertTrue(small.isOpen());
        assertTrue(last.isOpen());
    }
}
