package com.leadlex.graphql.observability.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Writes lines on a thread of its own, many at once, so that no other thread waits for the log's reader. What waits is bounded
 * by its bytes: when there is no room, the oldest lines are dropped and counted. The thread does not keep the process alive.
 */
final class LogWriter implements Runnable {

    /** What a line takes in memory beside its bytes: the array's header, its place in the queue. */
    static final int OVERHEAD = 64;

    /** As much as a pipe of Linux holds. */
    private static final int AT_ONCE = 64 * 1024;
    /** Lines come together for so long after a write: waking up for each of them is what would cost most. */
    private static final long GATHER_MILLIS = 20;
    /** A full pipe may have room again after the first, a full disk after the second. */
    private static final long PAUSE_MILLIS = 10;
    private static final long RETRY_MILLIS = 500;
    /** After so long without a byte taken, the log has no reader. */
    private static final long STALLED = TimeUnit.SECONDS.toNanos(1);

    private final long capacity;
    private final WritableByteChannel out;
    private final LongFunction<byte[]> notice;
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    /** Lines that wait, and those in the buffer. */
    private final AtomicLong unwritten = new AtomicLong();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AT_ONCE);
    private int buffered;
    private long reported;
    private volatile long writtenAt;

    /**
     * @param capacity in bytes
     * @param notice makes the line that says how many were lost
     */
    LogWriter(long capacity, WritableByteChannel out, LongFunction<byte[]> notice) {
        this.capacity = capacity;
        this.out = out;
        this.notice = notice;
    }

    void start() {
        Thread thread = new Thread(this, "log-writer");
        thread.setDaemon(true);
        thread.start();
    }

    void add(byte[] line) {
        if (OVERHEAD + line.length > capacity) {
            lost.incrementAndGet();
            return;
        }
        unwritten.incrementAndGet();
        waiting.add(line);
        waitingBytes.addAndGet(OVERHEAD + line.length);
        byte[] dropped;
        while (waitingBytes.get() > capacity && (dropped = waiting.poll()) != null) {
            waitingBytes.addAndGet(-OVERHEAD - dropped.length);
            lost.incrementAndGet();
            unwritten.decrementAndGet();
        }
    }

    /** How many lines were dropped since the start. */
    long lost() {
        return lost.get();
    }

    @Override
    public void run() {
        while (true) {
            try {
                write(waiting.take());
                for (byte[] line = waiting.poll(); line != null; line = waiting.poll()) {
                    write(line);
                }
                flush();
                Thread.sleep(GATHER_MILLIS);
            } catch (OutOfMemoryError | RuntimeException e) {
                // The next line may find memory again; ending here would end the log for good.
                buffer.clear();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void write(byte[] line) throws InterruptedException {
        waitingBytes.addAndGet(-OVERHEAD - line.length);
        if (line.length > buffer.remaining()) {
            flush();
        }
        buffered++;
        put(line);
    }

    private void put(byte[] line) throws InterruptedException {
        for (int done = 0; done < line.length;) {
            if (!buffer.hasRemaining()) {
                empty();
            }
            int length = Math.min(line.length - done, buffer.remaining());
            buffer.put(line, done, length);
            done += length;
        }
    }

    private void flush() throws InterruptedException {
        empty();
        long now = lost.get();
        if (now > reported) {
            put(notice.apply(now - reported));
            reported = now;
            empty();
        }
        unwritten.addAndGet(-buffered);
        buffered = 0;
    }

    /** However long that takes: meanwhile, {@link #add} drops lines. */
    private void empty() throws InterruptedException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            try {
                if (out.write(buffer) > 0) {
                    writtenAt = System.nanoTime();
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // A full disk, or a closed pipe, and this was the place to report it.
                Thread.sleep(RETRY_MILLIS);
            }
        }
        buffer.clear();
    }

    /** Waits until all is written, or the log has no reader any more. */
    void drain(long atMostNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (unwritten.get() > 0) {
            long now = System.nanoTime();
            long progress = writtenAt - start > 0 ? writtenAt : start;
            if (now - progress > STALLED || now - start > Math.max(STALLED, atMostNanos)) {
                return;
            }
            Thread.sleep(1);
        }
    }
}
