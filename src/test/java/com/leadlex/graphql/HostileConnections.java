package com.leadlex.graphql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many connections of one bad habit, all served by one thread that sleeps while there is nothing to do, so that it takes no
 * processor from those who are measured. A connection that the service closes is opened anew.
 */
final class HostileConnections implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;
    /** Of the caller, or the kernel has no memory left for anybody. */
    private static final int RECEIVED = 4_096;
    private static final int SENT = 16_384;

    private final HostileHabit habit;
    private final InetSocketAddress service;
    private final ByteBuffer bytes;
    private final PriorityQueue<One> waiting = new PriorityQueue<>(Comparator.comparingLong((One one) -> one.due));
    private final Selector selector;
    private final Thread thread;
    private volatile boolean stopped;
    /** Bytes that the service, or the kernel for it, took. */
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    /** By the service. */
    private final AtomicLong closed = new AtomicLong();

    HostileConnections(HostileHabit habit, int count, int port) throws IOException {
        this.habit = habit;
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        byte[] all = habit.bytes();
        bytes = ByteBuffer.allocateDirect(all.length).put(all).flip();
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            new One().waitFor(i * SECOND / 500); // not all at once
        }
        thread = new Thread(this::run, habit.name());
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                One next = waiting.peek();
                long nanos = next == null ? SECOND : next.due - System.nanoTime();
                if (nanos > 0) {
                    selector.select(key -> ((One) key.attachment()).ready(), Math.max(1, nanos / 1_000_000));
                } else {
                    selector.selectNow(key -> ((One) key.attachment()).ready());
                    waiting.remove();
                    next.goOn();
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            selector.keys().forEach(key -> ((One) key.attachment()).close());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stopped = true;
        selector.wakeup();
        thread.join();
        selector.close();
    }

    @Override
    public String toString() {
        return habit + ": " + opened + " opened, " + closed + " of them closed by the service, " + (sent.get() >> 10)
                + " KiB sent";
    }

    boolean didItsWorst() {
        return sent.get() >= habit.wanted(bytes.capacity());
    }

    private final class One {

        private ByteBuffer rest = bytes.duplicate();
        private SocketChannel channel;
        private SelectionKey key;
        private boolean said;
        private long due;

        private void waitFor(long nanos) {
            due = System.nanoTime() + nanos;
            waiting.add(this);
        }

        private void goOn() {
            try {
                if (channel == null) {
                    open();
                } else if (said) {
                    closeAndOpenAnew();
                } else {
                    key.interestOps(SelectionKey.OP_WRITE);
                }
            } catch (IOException e) {
                closeAndOpenAnew();
            }
        }

        private void open() throws IOException {
            opened.incrementAndGet();
            said = false;
            rest = bytes.duplicate();
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SENT);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            key = channel.register(selector, channel.connect(service) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
        }

        private void ready() {
            try {
                if (key.isConnectable()) {
                    channel.finishConnect();
                    key.interestOps(SelectionKey.OP_WRITE);
                } else {
                    write();
                }
            } catch (IOException e) {
                closed.incrementAndGet();
                closeAndOpenAnew();
            }
        }

        private void write() throws IOException {
            if (habit.atOnce() < rest.remaining()) {
                rest.limit(rest.position() + habit.atOnce());
            }
            sent.addAndGet(channel.write(rest));
            rest.limit(rest.capacity());
            if (!rest.hasRemaining() && habit.untilItResets() > 0) {
                said = true;
                if (habit.halfCloses()) {
                    channel.shutdownOutput();
                }
                pause(habit.untilItResets());
            } else if (habit.pause() > 0) {
                pause(habit.pause());
            }
            if (!rest.hasRemaining()) {
                rest.clear();
            }
        }

        private void pause(long nanos) {
            key.interestOps(0);
            waitFor(nanos);
        }

        private void closeAndOpenAnew() {
            close();
            waitFor(SECOND);
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
