package com.leadlex.graphql.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.error.Failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OperationMemoryTest {

    @Test
    void whatGoesBeyondAnOperationsShareIsRefusedAndTheRestStays() {
        OperationMemory operation = new AnswerMemory(10, 100).begin();
        assertNull(operation.take(6));
        assertEquals(Failure.OPERATION_TOO_LARGE, operation.take(5));
        assertNull(operation.take(4));
        operation.giveBack(6);
        assertNull(operation.take(6));
    }

    @Test
    void whatGoesBeyondTheShareOfAllIsOverloaded() {
        AnswerMemory all = new AnswerMemory(10, 15);
        OperationMemory first = all.begin();
        OperationMemory second = all.begin();
        assertNull(first.take(10));
        assertEquals(Failure.OVERLOADED, second.take(6));
        assertNull(second.take(5));
        first.release();
        assertNull(second.take(5));
    }

    @Test
    void largeAnswersLeaveRoomForSmallOnes() {
        AnswerMemory all = new AnswerMemory(1_000_000, 800_000);
        OperationMemory large = all.begin();
        assertNull(large.take(1_000_000), "one alone has what it may");
        List<OperationMemory> small = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            small.add(all.begin());
            assertNull(small.get(i).take(16_000));
            assertEquals(Failure.OVERLOADED, small.get(i).take(1_000), "it is not small any more");
        }
        assertEquals(Failure.OVERLOADED, all.begin().take(16_000), "an eighth is for small ones");
        small.get(0).giveBack(15_000);
        small.add(all.begin());
        assertNull(small.get(6).take(15_000));
        small.forEach(OperationMemory::release);
        large.release();
        assertNull(all.begin().take(800_000));
    }

    @Test
    void whatIsGivenUpIsRoomForItsOperationAtOnceAndForOthersWhenItIsGone() {
        AnswerMemory all = new AnswerMemory(10, 10);
        OperationMemory first = all.begin();
        OperationMemory second = all.begin();
        assertNull(first.take(10));
        first.giveUp(10);
        assertEquals(Failure.OVERLOADED, second.take(1));
        assertNull(first.take(10), "no other operation has any");
        first.giveBack(10);
        first.gone(10);
        assertNull(second.take(10));
        first.release();
        second.release();
        assertEquals(0, all.bytes());
    }

    @Test
    void aValueCountsEachTimeThatItIsSelectedButTheFirst() {
        OperationMemory operation = new AnswerMemory(10, 100).begin();
        Object value = new Object();
        assertNull(operation.takeOnceMore(value, 8));
        assertNull(operation.takeOnceMore(value, 8));
        assertEquals(Failure.OPERATION_TOO_LARGE, operation.takeOnceMore(value, 8));
        assertNull(operation.takeOnceMore(new Object(), 8));
    }

    @Test
    void whateverOperationsDoTheirBoundsHoldAndAllIsThereInTheEnd() {
        Random random = new Random(6);
        AnswerMemory all = new AnswerMemory(50, 120);
        List<OperationMemory> running = new ArrayList<>();
        List<Long> held = new ArrayList<>();
        for (int step = 0; step < 100_000; step++) {
            if (running.isEmpty() || running.size() < 8 && random.nextInt(10) == 0) {
                running.add(all.begin());
                held.add(0L);
            }
            int i = random.nextInt(running.size());
            long bytes = random.nextInt(30);
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
            assertEquals(sum, all.bytes());
            assertTrue(sum <= 120 && held.stream().allMatch(bytesHeld -> bytesHeld <= 50));
        }
        running.forEach(OperationMemory::release);
        assertEquals(0, all.bytes());
    }

    @Test
    void oneThatIsAloneMayHaveMoreThanManyTogether() {
        AnswerMemory all = new AnswerMemory(50, 20);
        OperationMemory alone = all.begin();
        assertNull(alone.take(30));
        assertNull(alone.take(15));
        OperationMemory other = all.begin();
        assertEquals(Failure.OVERLOADED, other.take(1));
        alone.release();
        assertNull(other.take(1));
    }
}
