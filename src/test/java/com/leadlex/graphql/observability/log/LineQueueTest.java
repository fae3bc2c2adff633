package com.leadlex.graphql.observability.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LineQueueTest {

    private static final int LINE = LineQueue.OVERHEAD + 2;

    @Test
    void linesComeOutInTheOrderInWhichTheyCame() {
        LineQueue queue = new LineQueue(10 * LINE);
        add(queue, "i1", "w2", "i3", "w4", "w5", "i6");
        assertEquals(List.of("i1", "w2", "i3", "w4", "w5", "i6"), all(queue));
    }

    @Test
    void theOldestOrdinaryLinesAreDroppedFirst() {
        LineQueue queue = new LineQueue(4 * LINE);
        add(queue, "i1", "w2", "i3", "w4", "i5", "w6");
        assertEquals(2, queue.lost());
        assertEquals(List.of("w2", "w4", "i5", "w6"), all(queue));
    }

    @Test
    void linesGatherUntilTheTimeIsOverOrAQuarterOfTheRoomIsTaken() throws Exception {
        LineQueue queue = new LineQueue(8 * LINE);
        add(queue, "i1");
        long start = System.nanoTime();
        queue.gather(20);
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(19));

        Thread gathering = new Thread(() -> {
            try {
                queue.gather(TimeUnit.HOURS.toMillis(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        gathering.start();
        add(queue, "i2");
        gathering.join(10_000);
        assertFalse(gathering.isAlive());
    }

    @Test
    void anOrdinaryLineNeverTakesTheRoomOfAnImportantOne() {
        LineQueue queue = new LineQueue(2 * LINE);
        add(queue, "w1", "w2", "i3");
        assertEquals(1, queue.lost());
        assertEquals(List.of("w1", "w2"), all(queue));
    }

    @Test
    void theOldestImportantLineMakesRoomWhenThereAreNoOthers() {
        LineQueue queue = new LineQueue(2 * LINE);
        add(queue, "w1", "w2", "w3");
        assertEquals(List.of("w2", "w3"), all(queue));
    }

    @Test
    void aLineThatNeverFitsDropsNoOther() {
        LineQueue queue = new LineQueue(2 * LINE);
        add(queue, "i1", "w" + "x".repeat(2 * LINE));
        assertEquals(1, queue.lost());
        assertEquals(List.of("i1"), all(queue));
    }

    /** Against a list that is asked for each rule by its words. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void anySequenceKeepsToTheRules(int seed) {
        Random random = new Random(seed);
        int capacity = 500 + random.nextInt(2_000);
        LineQueue queue = new LineQueue(capacity);
        List<String> expected = new ArrayList<>();
        long lost = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) == 0) {
                String line = expected.isEmpty() ? null : expected.remove(0);
                byte[] polled = queue.poll();
                assertEquals(line, polled == null ? null : new String(polled, StandardCharsets.UTF_8));
                continue;
            }
            String line = (random.nextInt(4) == 0 ? "w" : "i") + i + "x".repeat(random.nextInt(400));
            add(queue, line);
            expected.add(line);
            while (size(expected) > capacity) {
                String victim = size(List.of(line)) > capacity ? line
                        : expected.stream().filter(it -> it.startsWith("i")).findFirst().orElse(expected.get(0));
                boolean onlyImportantLeft = line.startsWith("i")
                        && size(expected.stream().filter(it -> it.startsWith("w") || it.equals(line)).toList()) > capacity;
                expected.remove(onlyImportantLeft ? line : victim);
                lost++;
            }
            assertEquals(lost, queue.lost());
        }
        assertTrue(lost > 100, "only " + lost + " lost");
        assertEquals(expected, all(queue));
        assertNull(queue.poll());
    }

    private static int size(List<String> lines) {
        return lines.stream().mapToInt(line -> LineQueue.OVERHEAD + line.length()).sum();
    }

    private static void add(LineQueue queue, String... lines) {
        for (String line : lines) {
            queue.add(line.getBytes(StandardCharsets.UTF_8), line.startsWith("w"));
        }
    }

    private static List<String> all(LineQueue queue) {
        List<String> lines = new ArrayList<>();
        for (byte[] line = queue.poll(); line != null; line = queue.poll()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }
        return lines;
    }
}
