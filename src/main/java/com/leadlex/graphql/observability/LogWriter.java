package com.leadlex.graphql.observability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Writes lines on a thread of its own, many at once, so that no other thread waits for the log's reader. Lines that wait are
 * bounded: a line that finds no room is dropped and counted. The thread does not keep the process alive.
 * <p>
 * As a stream it collects one line, which {@link #flush} ends: a handler of JBoss LogManager calls it behind each line.
 */
final class LogWriter extends ByteArrayOutputStream implements Runnable {

    /** The capacity of a Linux pipe. */
    private static final int PIPE_BYTES = 64 * 1024;
    /** The thread sleeps after each write: waking up for every line would cost more than the lines do. */
    private static final long GATHER_MILLIS = 20;
    /** The pauses before a full pipe, or a full disk, is written to again. */
    private static final long PAUSE_MILLIS = 10;
    private static final long RETRY_MILLIS = 500;
    /** A log that takes no byte for this long has no reader. */
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final GatheringByteChannel out;
    private final IntConsumer reportLost;
    private final Object lock = new Object();
    /** Lines that wait, and lines that are being written; the two buffers change places. */
    private ByteBuf waiting;
    private ByteBuf writing;
    private long lost;
    private int unreported;
    private volatile long progressAt;

    /**
     * @param capacity in bytes, of all lines
     * @param reportLost logs how many lines were lost since its last call
     */
    LogWriter(int capacity, GatheringByteChannel out, IntConsumer reportLost) {
        this.out = out;
        this.reportLost = reportLost;
        waiting = Unpooled.buffer(0, capacity / 2);
        writing = Unpooled.buffer(0, capacity / 2);
    }

    void start() {
        Thread thread = new Thread(this, "log-writer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void flush() {
        synchronized (lock) {
            if (count <= waiting.maxWritableBytes()) {
                waiting.writeBytes(buf, 0, count);
                lock.notifyAll();
            } else {
                lost++;
                unreported++;
            }
        }
        reset();
    }

    /** How many lines were dropped since the start. */
    long lost() {
        synchronized (lock) {
            return lost;
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                int missing = takeWaiting();
                if (missing > 0) {
                    reportLost.accept(missing);
                }
                writeTaken();
                Thread.sleep(GATHER_MILLIS);
            } catch (OutOfMemoryError | RuntimeException e) {
                // The next line may find memory again; without this thread, the log would end.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return how many lines are missing behind those that were taken */
    private int takeWaiting() throws InterruptedException {
        synchronized (lock) {
            while (!waiting.isReadable() && !writing.isReadable()) {
                lock.wait();
            }
            if (!writing.isReadable()) {
                ByteBuf taken = waiting;
                waiting = writing.clear();
                writing = taken;
            }
            int missing = unreported;
            unreported = 0;
            return missing;
        }
    }

    /** Takes as long as the log's reader does: meanwhile lines are dropped. */
    private void writeTaken() throws InterruptedException {
        while (writing.isReadable()) {
            try {
                if (writing.readBytes(out, Math.min(writing.readableBytes(), PIPE_BYTES)) > 0) {
                    progressAt = System.nanoTime();
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // A full disk or a closed pipe: the log cannot report it.
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** Waits until every line is written, or the log has no reader any more. */
    void drain() throws InterruptedException {
        progressAt = System.nanoTime();
        while (hasUnwritten() && System.nanoTime() - progressAt < STALLED_NANOS) {
            Thread.sleep(1);
        }
    }

    private boolean hasUnwritten() {
        synchronized (lock) {
            return waiting.isReadable() || writing.isReadable();
        }
    }
}
