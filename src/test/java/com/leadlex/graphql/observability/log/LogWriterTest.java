package com.leadlex.graphql.observability.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogWriterTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final Destination destination = new Destination();

    @Test
    void linesOfAnyLengthArriveWholeAndInOrder() throws Exception {
        Random random = new Random(1);
        LogWriter writer = writer(64 << 20);
        writer.start();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String line = i + "ä".repeat(random.nextInt(i % 100 == 0 ? 200_000 : 500)) + "\n";
            expected.append(line);
            add(writer, line);
        }
        writer.drain(LONG);
        assertEquals(expected.toString(), destination.text());
    }

    @Test
    void manyLinesAreOneWrite() throws Exception {
        LogWriter writer = writer(1 << 20);
        for (int i = 0; i < 100; i++) {
            add(writer, "line\n");
        }
        writer.start();
        writer.drain(LONG);
        assertEquals(1, destination.writes);
    }

    @Test
    void theOldestLinesAreDroppedAndCounted() throws Exception {
        LogWriter writer = writer(3 * (LogWriter.OVERHEAD + 2));
        for (int i = 0; i < 10; i++) {
            add(writer, i + "\n");
        }
        assertEquals(7, writer.lost());
        writer.start();
        writer.drain(LONG);
        assertEquals("7\n8\n9\n7 lost\n", destination.text());
    }

    @Test
    void aLineThatNeverFitsDropsNoOther() throws Exception {
        LogWriter writer = writer(2 * (LogWriter.OVERHEAD + 2));
        add(writer, "1\n");
        add(writer, "x".repeat(1_000));
        writer.start();
        writer.drain(LONG);
        assertEquals("1\n1 lost\n", destination.text());
    }

    @Test
    void howManyLinesWereLostIsReportedOnceAndWhereTheyAreMissing() throws Exception {
        LogWriter writer = writer(3 * (LogWriter.OVERHEAD + 2));
        destination.fails = true;
        add(writer, "0\n");
        writer.start();
        destination.tried.await();
        for (int i = 1; i < 10; i++) {
            add(writer, i + "\n");
        }
        destination.fails = false;
        writer.drain(LONG);
        assertEquals("0\n6 lost\n7\n8\n9\n", destination.text());
    }

    @Test
    void drainingStopsSoonWhereNothingCanBeWritten() throws Exception {
        LogWriter writer = writer(1 << 20);
        destination.fails = true;
        add(writer, "line\n");
        writer.start();
        long start = System.nanoTime();
        writer.drain(LONG);
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
    }

    private LogWriter writer(long capacity) {
        return new LogWriter(capacity, destination, lost -> (lost + " lost\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void add(LogWriter writer, String line) {
        writer.add(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a part of what it is given, as a pipe does that is nearly full, or nothing, as a full disk. */
    private static final class Destination implements WritableByteChannel {

        private final Random random = new Random(2);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch tried = new CountDownLatch(1);
        private volatile boolean fails;
        private volatile int writes;

        @Override
        public synchronized int write(ByteBuffer source) throws IOException {
            if (fails) {
                tried.countDown();
                throw new IOException("No space left on device");
            }
            writes++;
            byte[] part = new byte[source.remaining() < 1_000 ? source.remaining() : random.nextInt(source.remaining())];
            source.get(part);
            bytes.writeBytes(part);
            return part.length;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }
}
