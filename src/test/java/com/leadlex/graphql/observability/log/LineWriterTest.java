package com.leadlex.graphql.observability.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LineWriterTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final Destination destination = new Destination();

    @Test
    void linesOfAnyLengthArriveWholeAndInOrderWhateverTheDestinationTakesAtOnce() throws Exception {
        Random random = new Random(1);
        LineQueue queue = new LineQueue(64 << 20);
        LineWriter writer = start(queue);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String line = i + "ä".repeat(random.nextInt(i % 100 == 0 ? 200_000 : 500)) + "\n";
            expected.append(line);
            add(queue, line);
        }
        writer.drain(LONG);
        assertEquals(expected.toString(), destination.text());
    }

    @Test
    void manyLinesAreOneWrite() throws Exception {
        LineQueue queue = new LineQueue(1 << 20);
        for (int i = 0; i < 100; i++) {
            add(queue, "line\n");
        }
        start(queue).drain(LONG);
        assertEquals(1, destination.writes);
    }

    @Test
    void howManyLinesWereLostIsToldOnceAndWhereTheyAreMissing() throws Exception {
        LineQueue queue = new LineQueue(3 * (LineQueue.OVERHEAD + 2));
        destination.fails = true;
        add(queue, "0\n");
        LineWriter writer = start(queue);
        while (!queue.isEmpty()) {
            Thread.sleep(1);
        }
        for (int i = 1; i < 10; i++) {
            add(queue, i + "\n");
        }
        destination.fails = false;
        writer.drain(LONG);
        assertEquals("0\n6 lost\n7\n8\n9\n", destination.text());
    }

    @Test
    void whereNothingCanBeWrittenItIsGivenUpSoon() throws Exception {
        LineQueue queue = new LineQueue(1 << 20);
        destination.fails = true;
        add(queue, "line\n");
        long start = System.nanoTime();
        start(queue).drain(LONG);
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(5));
    }

    private LineWriter start(LineQueue queue) {
        LineWriter writer = new LineWriter(queue, destination, lost -> (lost + " lost\n").getBytes(StandardCharsets.UTF_8));
        writer.start();
        return writer;
    }

    private static void add(LineQueue queue, String line) {
        queue.add(line.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Takes a part of what it is given, as a pipe does that is nearly full, or nothing, as a full disk. */
    private static final class Destination implements WritableByteChannel {

        private final Random random = new Random(2);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean fails;
        private volatile int writes;

        @Override
        public synchronized int write(ByteBuffer source) throws IOException {
            if (fails) {
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
