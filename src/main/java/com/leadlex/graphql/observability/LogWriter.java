package com.leadlex.graphql.observability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Writes lines on a thread of its own, many lines at once, so that no other thread waits for the log's reader.
 * Waiting lines have bounded memory: a line without room is dropped and counted. The thread is a daemon thread.
 * <p>
 * As a stream, a writer collects one line, which {@link #flush} ends: a handler of JBoss LogManager flushes after each line.
 */
final class LogWriter extends ByteArrayOutputStream implements Runnable {

    /** The capacity of a Linux pipe. */
    private static final int PIPE_CAPACITY_BYTES = 64 * 1024;
    /** The thread sleeps between writes: to wake up for every line would cost more than to write the lines. */
    private static final long GATHER_PAUSE_MILLIS = 20;
    /** The pauses before the next write to a full pipe, or to a full disk. */
    private static final long FULL_PIPE_PAUSE_MILLIS = 10;
    private static final long FAILED_WRITE_PAUSE_MILLIS = 500;
    private static final long UNWRITTEN_CHECK_MILLIS = 1;
    /** A log that takes no byte for this long has no reader. */
    private static final long MAX_STALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final GatheringByteChannel logChannel;
    private final IntConsumer reportLostLines;
    private final Object linesLock = new Object();
    /** Lines that wait for the thread; this buffer and the buffer of lines being written are swapped. */
    private ByteBuf waitingLines;
    private ByteBuf linesBeingWritten;
    private long lostLines;
    private int unreportedLostLines;
    private volatile long lastProgressNanos;

    /**
     * @param capacityBytes the bytes that all lines may take
     * @param reportLostLines logs how many lines were lost since its last call
     */
    LogWriter(int capacityBytes, GatheringByteChannel logChannel, IntConsumer reportLostLines) {
        this.logChannel = logChannel;
        this.reportLostLines = reportLostLines;
        waitingLines = Unpooled.buffer(0, capacityBytes / 2);
        linesBeingWritten = Unpooled.buffer(0, capacityBytes / 2);
    }

    void start() {
        Thread writerThread = new Thread(this, "log-writer");
        writerThread.setDaemon(true);
        writerThread.start();
    }

    @Override
    public void flush() {
        synchronized (linesLock) {
            if (count <= waitingLines.maxWritableBytes()) {
                waitingLines.writeBytes(buf, 0, count);
                linesLock.notifyAll();
            } else {
                lostLines++;
                unreportedLostLines++;
            }
        }
        reset();
    }

    /** How many lines were dropped since the start. */
    long countLostLines() {
        synchronized (linesLock) {
            return lostLines;
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                Thread.sleep(GATHER_PAUSE_MILLIS);
                int newlyLostLines = takeWaitingLines();
                if (newlyLostLines > 0) {
                    reportLostLines.accept(newlyLostLines);
                }
                writeTakenLines();
            } catch (OutOfMemoryError | RuntimeException e) {
                // The next line may find memory again; without this thread, the log would end.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return how many lines were lost since the last call */
    private int takeWaitingLines() throws InterruptedException {
        synchronized (linesLock) {
            while (!waitingLines.isReadable() && !linesBeingWritten.isReadable()) {
                linesLock.wait();
            }
            if (!linesBeingWritten.isReadable()) {
                ByteBuf takenLines = waitingLines;
                waitingLines = linesBeingWritten.clear();
                linesBeingWritten = takenLines;
            }
            int newlyLostLines = unreportedLostLines;
            unreportedLostLines = 0;
            return newlyLostLines;
        }
    }

    /** Writes as fast as the log's reader reads: meanwhile, lines without room are dropped. */
    private void writeTakenLines() throws InterruptedException {
        while (linesBeingWritten.isReadable()) {
            try {
                if (linesBeingWritten.readBytes(logChannel,
                        Math.min(linesBeingWritten.readableBytes(), PIPE_CAPACITY_BYTES)) > 0) {
                    lastProgressNanos = System.nanoTime();
                } else {
                    Thread.sleep(FULL_PIPE_PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // A full disk or a closed pipe: the log cannot report its own failure.
                Thread.sleep(FAILED_WRITE_PAUSE_MILLIS);
            }
        }
    }

    /** Waits until every line is written, or the log has no reader any more. */
    void awaitWrittenLines() throws InterruptedException {
        lastProgressNanos = System.nanoTime();
        while (hasUnwrittenLines() && System.nanoTime() - lastProgressNanos < MAX_STALL_NANOS) {
            Thread.sleep(UNWRITTEN_CHECK_MILLIS);
        }
    }

    private boolean hasUnwrittenLines() {
        synchronized (linesLock) {
            return waitingLines.isReadable() || linesBeingWritten.isReadable();
        }
    }
}
