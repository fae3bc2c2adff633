package com.leadlex.graphql;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many connections of one bad habit, all served by one thread. One that the service closes is opened anew. */
final class HostileConnections implements AutoCloseable {

    enum Habit {
        /** Sends requests as fast as they are taken, and reads no answer. */
        READS_NOTHING,
        /** Sends a byte a second of a request. */
        DRIPS,
        /** Sends requests, then says that there will be no more, and reads no answer. */
        HALF_CLOSES
    }

    private static final byte[] REQUESTS = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500)
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST = ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000\r\n\r\n" + " ".repeat(1_000)).getBytes(StandardCharsets.US_ASCII);
    private static final long SECOND = 1_000_000_000L;

    private final List<One> all = new ArrayList<>();
    private final InetSocketAddress service;
    private final Thread thread;
    private volatile boolean stopped;
    final AtomicLong sent = new AtomicLong();
    final AtomicLong closed = new AtomicLong();

    HostileConnections(Habit habit, int count, int port) {
        service = new InetSocketAddress("localhost", port);
        for (int i = 0; i < count; i++) {
            all.add(new One(habit, i));
        }
        thread = new Thread(this::run, habit.name());
        thread.start();
    }

    private void run() {
        while (!stopped) {
            boolean idle = true;
            for (One one : all) {
                idle &= !one.goOn();
            }
            if (idle) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        all.forEach(One::close);
    }

    private final class One {

        private final Habit habit;
        private final ByteBuffer bytes;
        private SocketChannel channel;
        private long next;

        private One(Habit habit, int number) {
            this.habit = habit;
            bytes = ByteBuffer.wrap(habit == Habit.DRIPS ? REQUEST : REQUESTS);
            next = System.nanoTime() + number * SECOND / 500; // not all at once
        }

        /** @return whether there was something to do */
        private boolean goOn() {
            long now = System.nanoTime();
            if (now < next) {
                return false;
            }
            try {
                if (channel == null) {
                    channel = SocketChannel.open();
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
                    channel.setOption(StandardSocketOptions.SO_SNDBUF, 16_384); // or the kernel has no memory left for anybody
                    channel.connect(service);
                    channel.configureBlocking(false);
                    bytes.clear();
                }
                return write(now);
            } catch (IOException e) {
                closed.incrementAndGet();
                close();
                next = now + SECOND;
                return false;
            }
        }

        private boolean write(long now) throws IOException {
            if (habit == Habit.DRIPS) {
                bytes.limit(Math.min(bytes.position() + 1, bytes.capacity()));
                next = now + SECOND;
            }
            int written = channel.write(bytes);
            sent.addAndGet(written);
            if (habit == Habit.HALF_CLOSES && !bytes.hasRemaining()) {
                channel.shutdownOutput();
                close(); // what came back is unread: the service sees a reset
                next = now + SECOND;
            } else if (bytes.position() == bytes.capacity()) {
                bytes.clear();
            }
            return written > 0 && habit != Habit.DRIPS;
        }

        private void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // It is gone.
            }
            channel = null;
        }
    }
}
