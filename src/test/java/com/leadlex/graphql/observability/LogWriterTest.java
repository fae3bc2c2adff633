package com.leadlex.graphql.observability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogWriterTest {

    private final Destination destination = new Destination();
    private final List<Integer> reported = new CopyOnWriteArrayList<>();

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
        writer.awaitWrittenLines();
        assertEquals(expected.toString(), destination.text());
    }

    @Test
    void manyLinesAreOneWrite() throws Exception {
        LogWriter writer = writer(1 << 20);
        for (int i = 0; i < 100; i++) {
            add(writer, "line\n");
        }
        writer.start();
        writer.awaitWrittenLines();
        assertEquals(1, destination.writes);
    }

    @Test
    void linesThatFindNoRoomAreDroppedAndCounted() throws Exception {
        LogWriter writer = writer(2 * 6);
        for (int i = 0; i < 10; i++) {
            add(writer, i + "\n");
        }
        assertEquals(7, writer.countLostLines());
        assertWritten("0\n1\n2\n", 7, writer);
    }

    @Test
    void aLineThatNeverFitsDropsNoOther() throws Exception {
        LogWriter writer = writer(2 * 4);
        add(writer, "x".repeat(1_000));
        add(writer, "1\n");
        assertWritten("1\n", 1, writer);
    }

    private void assertWritten(String lines, int lostLines, LogWriter writer) throws InterruptedException {
        writer.start();
        writer.awaitWrittenLines();
        assertEquals(lines, destination.text());
        assertEquals(List.of(lostLines), reported);
    }

    @Test
    void howManyLinesWereLostIsReportedOnce() throws Exception {
        LogWriter writer = writer(2 * 6);
        destination.fails = true;
        add(writer, "0\n");
        writer.start();
        destination.tried.await();
        for (int i = 1; i < 10; i++) {
            add(writer, i + "\n");
        }
        destination.fails = false;
        writer.awaitWrittenLines();
        assertEquals("0\n1\n2\n3\n", destination.text());
        assertEquals(List.of(6), reported);
    }

    @Test
    void drainingStopsSoonIfNothingCanBeWritten() throws Exception {
        LogWriter writer = writer(1 << 20);
        destination.fails = true;
        add(writer, "line\n");
        writer.start();
        long start = System.nanoTime();
        writer.awaitWrittenLines();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
    }

    private LogWriter writer(int capacity) {
        return new LogWriter(capacity, destination, reported::add);
    }

    private static void add(LogWriter writer, String line) throws IOException {
        writer.write(line.getBytes(StandardCharsets.UTF_8));
        writer.flush();
    }

    /** Takes a part of what it is given, as a pipe does that is nearly full, or nothing, as a full disk. */
    private static final class Destination implements GatheringByteChannel {

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

        @Override
        public long write(ByteBuffer[] sources) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int from, int count) {
            throw new UnsupportedOperationException();
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
