package com.leadlex.graphql.observability.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Writes the lines of a queue, as many as there are at once. It is the only one that ever waits for whoever reads them, and
 * it does so on a thread of its own, which does not keep the process alive.
 */
final class LineWriter implements Runnable {

    /** As much as a pipe of Linux holds. */
    private static final int AT_ONCE = 64 * 1024;
    /** Lines come together for so long after a write: waking up for each of them is what would cost most. */
    private static final long GATHER_MILLIS = 50;
    /** Nobody takes a byte now. */
    private static final long PAUSE_MILLIS = 10;
    /** A disk may have room again, and what could not be written may still be then: well before a drain gives up. */
    private static final long RETRY_MILLIS = 500;
    /** After so long without a byte taken, nobody reads. */
    private static final long STALLED = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_NOTICES = TimeUnit.MINUTES.toNanos(1);

    private final LineQueue queue;
    private final WritableByteChannel out;
    private final LongFunction<byte[]> notice;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AT_ONCE);
    private byte[] line = {};
    private int written;
    private long told;
    private long toldAt = System.nanoTime() - BETWEEN_NOTICES;
    private volatile boolean writing;
    private volatile long writtenAt;

    /** @param notice the line that tells how many were lost */
    LineWriter(LineQueue queue, WritableByteChannel out, LongFunction<byte[]> notice) {
        this.queue = queue;
        this.out = out;
        this.notice = notice;
    }

    void start() {
        Thread thread = new Thread(this, "log-writer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                queue.await();
                if (writeWhatThereIs()) {
                    queue.gather(GATHER_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether that was all */
    private boolean writeWhatThereIs() throws InterruptedException {
        writing = true;
        try {
            boolean all = fill();
            write();
            tellWhatWasLost(all);
            return all;
        } catch (OutOfMemoryError | RuntimeException e) {
            // The next line may find memory again; ending here would end the log for good.
            return true;
        } finally {
            writing = false;
        }
    }

    /** @return whether that was all there is */
    private boolean fill() {
        buffer.clear();
        while (written < line.length || next()) {
            if (!buffer.hasRemaining()) {
                buffer.flip();
                return false;
            }
            int length = Math.min(line.length - written, buffer.remaining());
            buffer.put(line, written, length);
            written += length;
        }
        buffer.flip();
        return true;
    }

    private boolean next() {
        byte[] text = queue.poll();
        if (text != null) {
            line = text;
            written = 0;
        }
        return text != null;
    }

    /** Until all of the buffer is written, whatever it takes: meanwhile, the queue drops what it has no room for. */
    private void write() throws InterruptedException {
        while (buffer.hasRemaining()) {
            try {
                if (out.write(buffer) > 0) {
                    writtenAt = System.nanoTime();
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                // A full disk, or nobody at the other end: there is no place to say so.
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    /** When writing has caught up; under a reader that is always too slow, once a minute. */
    private void tellWhatWasLost(boolean caughtUp) throws InterruptedException {
        long lost = queue.lost();
        boolean isDue = caughtUp || System.nanoTime() - toldAt > BETWEEN_NOTICES;
        if (lost > told && isDue && written == line.length) {
            buffer.clear().put(notice.apply(lost - told)).flip();
            told = lost;
            toldAt = System.nanoTime();
            write();
        }
    }

    /** Waits until all is written, or nobody reads any more. */
    void drain(long atMostNanos) throws InterruptedException {
        long start = System.nanoTime();
        while (!queue.isEmpty() || writing) {
            long now = System.nanoTime();
            long progress = writtenAt - start > 0 ? writtenAt : start;
            if (now - progress > STALLED || now - start > Math.max(STALLED, atMostNanos)) {
                return;
            }
            Thread.sleep(1);
        }
    }
}
