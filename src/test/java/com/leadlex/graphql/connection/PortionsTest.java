package com.leadlex.graphql.connection;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Connections of one event loop, whose tasks run when the test says so. */
class PortionsTest {

    private final List<EmbeddedChannel> connections = new ArrayList<>();
    private final List<ByteArrayOutputStream> arrived = new ArrayList<>();

    @BeforeEach
    void aLoopOfItsOwn() {
        FastThreadLocal.removeAll();
    }

    @Test
    void whateverComesGoesInWholeAndInOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<ByteArrayOutputStream> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connect();
            sent.add(new ByteArrayOutputStream());
        }
        for (int step = 0; step < 2_000; step++) {
            int which = random.nextInt(connections.size());
            byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 700 : 9_000)];
            random.nextBytes(bytes);
            sent.get(which).writeBytes(bytes);
            send(which, bytes);
            if (random.nextInt(10) == 0) {
                runTasks();
            }
        }
        for (int i = 0; i < 10_000; i++) {
            runTasks();
        }
        for (int i = 0; i < connections.size(); i++) {
            assertArrayEquals(sent.get(i).toByteArray(), arrived.get(i).toByteArray(), "seed " + seed);
            assertTrue(connections.get(i).config().isAutoRead(), "it is read again; seed " + seed);
        }
    }

    @Test
    void aThousandThatSendMuchComeInLittleByLittle() {
        for (int i = 0; i < 1_000; i++) {
            connect();
            send(i, new byte[10_000]);
        }
        assertTrue(bytes() <= 16 << 10, "so much before the loop comes to its tasks");
        for (int i = 0; i < 10_000; i++) {
            runTasks();
        }
        assertEquals(10_000_000, bytes());
    }

    @Test
    void oneThatSendsLittleDoesNotWaitBehindThem() {
        for (int i = 0; i < 1_000; i++) {
            connect();
            send(i, new byte[10_000]);
        }
        runTasks();
        connect();
        send(1_000, new byte[600]);
        assertEquals(600, arrived.get(1_000).size());
    }

    /** As Netty's handler of HTTP/2 does. */
    @Test
    void nothingMoreIsReadOfOneWhoseBytesWaitWhoeverAsksForIt() {
        AtomicInteger reads = new AtomicInteger();
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {

            @Override
            public void read(ChannelHandlerContext context) throws Exception {
                reads.incrementAndGet();
                super.read(context);
            }
        }, new Portions(), new ChannelInboundHandlerAdapter() {

            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                context.read();
            }
        });
        channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(new byte[100_000]));
        int before = reads.get();
        for (int i = 0; i < 10; i++) {
            channel.pipeline().fireChannelReadComplete();
            channel.runPendingTasks();
        }
        assertEquals(before, reads.get());
        for (int i = 0; i < 1_000; i++) {
            channel.runPendingTasks();
        }
        assertTrue(reads.get() > before, "all went in, and it is read again");
        channel.close();
    }

    @Test
    void whatWaitsIsLetGoOfWithItsConnection() {
        connect();
        ByteBuf bytes = Unpooled.wrappedBuffer(new byte[100_000]);
        connections.get(0).pipeline().fireChannelRead(bytes);
        assertEquals(1, bytes.refCnt());
        connections.get(0).close();
        assertEquals(0, bytes.refCnt());
        runTasks();
    }

    private void connect() {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        arrived.add(in);
        connections.add(new EmbeddedChannel(new Portions(), new ChannelInboundHandlerAdapter() {

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBuf bytes = (ByteBuf) message;
                byte[] all = new byte[bytes.readableBytes()];
                bytes.readBytes(all);
                bytes.release();
                in.writeBytes(all);
            }
        }));
    }

    private void send(int connection, byte[] bytes) {
        connections.get(connection).pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes));
    }

    /** Of the loop, which is that of the first connection. */
    private void runTasks() {
        connections.get(0).runPendingTasks();
    }

    private int bytes() {
        return arrived.stream().mapToInt(ByteArrayOutputStream::size).sum();
    }
}
