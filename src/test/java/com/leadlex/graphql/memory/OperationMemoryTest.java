package com.leadlex.graphql.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.Failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationMemoryTest {

    /** All keys have so many bytes, each of them a quarter. */
    private static OperationMemory begin(Object key, Budget budget, long limit) {
        return new OperationMemory(key, budget, limit);
    }

    @Test
    void bytesBeyondAnOperationsLimitAreRefusedAndTheRestStays() {
        OperationMemory operation = begin("key", new Budget(100, 0), 10);
        assertNull(operation.take(6));
        assertEquals(Failure.OPERATION_TOO_LARGE, operation.take(5));
        assertNull(operation.take(4));
        operation.giveBack(6);
        assertNull(operation.take(6));
    }

    @Test
    void bytesBeyondTheKeysShareAreOverloadedAndAnotherKeyIsServed() {
        Budget all = new Budget(40, 0);
        OperationMemory first = begin("key", all, 10);
        OperationMemory second = begin("key", all, 10);
        assertNull(first.take(6));
        assertEquals(Failure.OVERLOADED, second.take(5));
        assertNull(second.take(4));
        assertNull(begin("other", all, 10).take(10));
        first.release();
        assertNull(second.take(6));
    }

    @Test
    void largeAnswersLeaveRoomForSmallOnes() {
        Budget all = new Budget(800_000, 100_000);
        List<OperationMemory> large = new ArrayList<>();
        for (String key : List.of("a", "b", "c", "d")) {
            large.add(begin(key, all, 1_000_000));
            large.get(large.size() - 1).take(175_000);
        }
        OperationMemory small = begin("e", all, 1_000_000);
        assertNull(small.take(16_000));
        assertEquals(Failure.OVERLOADED, small.take(1_000), "it is not small any more");
        small.giveBack(15_000);
        assertNull(small.take(15_000));
        small.release();
        large.forEach(OperationMemory::release);
        assertEquals(0, all.taken());
        assertNull(begin("e", all, 1_000_000).take(200_000));
    }

    @Test
    void whatIsGivenUpIsRoomForItsKeyAtOnceAndForOthersWhenItIsFree() {
        Budget all = new Budget(40, 0);
        OperationMemory first = begin("key", all, 10);
        for (int i = 0; i < 3; i++) {
            assertNull(first.take(10));
            first.giveUp(10);
        }
        assertNull(first.take(10));
        OperationMemory other = begin("other", all, 10);
        assertEquals(Failure.OVERLOADED, other.take(1));
        first.free(30);
        assertNull(other.take(10));
        assertEquals(Failure.OVERLOADED, begin("key", all, 10).take(1));
        first.release();
        other.release();
        assertEquals(0, all.taken());
    }

    @Test
    void lookupsHaveRoomUntilTheirOperationIsAnswered() {
        Budget lookups = new Budget(10 * 4 << 10, 5 * 4 << 10);
        OperationMemory first = begin("key", new Budget(100, 0), 10);
        for (int i = 0; i < 7; i++) {
            assertTrue(first.takeLookup(lookups, false), "4 KiB for the first, 1 KiB for each further one");
        }
        assertFalse(first.takeLookup(lookups, false), "a quarter of all");
        OperationMemory second = begin("other", new Budget(100, 0), 10);
        assertTrue(second.takeLookup(lookups, true));
        first.release();
        assertFalse(first.takeLookup(lookups, false), "it was answered");
        second.release();
        assertEquals(0, lookups.taken());
    }

    @Test
    void whenTheCallerGoesAwayItsLookUpsAreCancelledOnce() {
        List<String> cancelled = new ArrayList<>();
        OperationMemory operation = UnboundedMemory.create();
        operation.onAbandoned(() -> cancelled.add("first"));
        operation.abandon();
        operation.abandon();
        operation.onAbandoned(() -> cancelled.add("too late"));
        assertEquals(List.of("first", "too late"), cancelled);
        OperationMemory answered = UnboundedMemory.create();
        answered.onAbandoned(() -> cancelled.add("never"));
        answered.release();
        answered.abandon();
        assertEquals(2, cancelled.size());
    }

    @Test
    void aValueCountsEachTimeThatItIsSelectedButTheFirst() {
        OperationMemory operation = begin("key", new Budget(100, 0), 10);
        Object value = new Object();
        assertNull(operation.takeOnceMore(value, 8));
        assertNull(operation.takeOnceMore(value, 8));
        assertEquals(Failure.OPERATION_TOO_LARGE, operation.takeOnceMore(value, 8));
        assertNull(operation.takeOnceMore(new Object(), 8));
    }

    @Test
    void randomOperationsKeepTheirBoundsAndFreeAllInTheEnd() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Budget all = new Budget(120_000, 12_000);
        List<OperationMemory> running = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (running.isEmpty() || running.size() < 8 && random.nextInt(10) == 0) {
                running.add(begin("key" + random.nextInt(5), all, 28_000));
                held.add(0L);
            }
            int i = random.nextInt(running.size());
            long bytes = random.nextInt(20_000);
            switch (random.nextInt(5)) {
                case 0 -> {
                    OperationMemory ended = running.remove(i);
                    held.remove(i);
                    ended.release();
                    assertNull(ended.take(1_000), "of a look-up that was given up");
                    ended.giveBack(1_000);
                }
                case 1 -> {
                    long some = Math.min(bytes, held.get(i));
                    running.get(i).giveBack(some);
                    held.set(i, held.get(i) - some);
                }
                default -> {
                    if (running.get(i).take(bytes) == null) {
                        held.set(i, held.get(i) + bytes);
                    }
                }
            }
            long sum = held.stream().mapToLong(Long::longValue).sum();
            assertEquals(sum, all.taken(), () -> "seed " + seed);
            assertTrue(sum <= 120_000 && held.stream().allMatch(bytesHeld -> bytesHeld <= 28_000), () -> "seed " + seed);
        }
        running.forEach(OperationMemory::release);
        assertEquals(0, all.taken());
        assertTrue(all.take("key", 30_000, 30_000), () -> "nothing of the reserve is lost; seed " + seed);
    }
}
