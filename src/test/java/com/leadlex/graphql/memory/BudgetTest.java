package com.leadlex.graphql.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 6: no key holds more than a quarter of what all keys share. */
class BudgetTest {

    @Test
    void aKeyHoldsAtMostAQuarterSoThatThreeLeaveRoomForAFourth() {
        Budget budget = new Budget(8, 0);
        for (String key : List.of("a", "b", "c", "d")) {
            assertTrue(budget.take(key, 2, 2));
            assertFalse(budget.take(key, 1, 1));
            assertTrue(budget.isExhaustedBy(key));
        }
        budget.giveBack("a", 1, 1);
        assertFalse(budget.take("b", 1, 1));
        assertTrue(budget.take("a", 1, 1));
    }

    @Test
    void onlyEntitledRequestsUseTheReserve() {
        Budget budget = new Budget(8, 4);
        assertTrue(budget.take("a", 2, 2));
        assertTrue(budget.take("b", 2, 2));
        assertFalse(budget.take("c", 1, 1));
        assertTrue(budget.take("c", 1, 0));
        assertFalse(budget.take("c", 1, 2), "it loses the right to what it has, too");
        budget.giveBack("a", 2, 2);
        assertTrue(budget.take("c", 1, 2));
    }

    @Test
    void theSmallestBudgetHasRoomForOne() {
        Budget budget = new Budget(1, 0);
        assertTrue(budget.take("a", 1, 1));
        assertFalse(budget.take("b", 1, 1));
        budget.giveBack("a", 1, 1);
        assertTrue(budget.take("b", 1, 1));
    }

    private record Taken(String key, long amount, boolean reserve) {

        long unreserved() {
            return reserve ? 0 : amount;
        }
    }

    /** Keys take what they get, for long or for ever; the fourth of three that hang is served at any time. */
    @ParameterizedTest
    @CsvSource({ "64, LOOKUPS, 24576", "256, LOOKUPS, 24576", "64, WAITING_LOOKUPS, 1", "256, WAITING_LOOKUPS, 1",
            "64, ANSWERS, 1", "256, ANSWERS, 1" })
    void noKeyHoldsMoreThanAQuarterAndAllIsFreeInTheEnd(long mib, HeapBudget share, long each) {
        long seed = System.nanoTime();
        System.out.println("BudgetTest seed " + seed);
        Random random = new Random(seed);
        long limit = share.bytes(mib << 20) / each;
        Budget budget = new Budget(limit, limit / 2);
        List<Taken> running = new ArrayList<>();
        Map<String, Long> held = new HashMap<>();
        long unreserved = 0;
        for (int step = 0; step < 20_000; step++) {
            boolean hangs = random.nextInt(4) > 0;
            Taken next = new Taken(hangs ? "hangs" + random.nextInt(3) : "key" + random.nextInt(40),
                    1 + random.nextLong(limit / 4), hangs || random.nextBoolean());
            long before = held.getOrDefault(next.key, 0L);
            boolean fits = budget.taken() + next.amount <= limit && before + next.amount <= limit / 4
                    && (next.reserve || unreserved + next.amount <= limit - limit / 2);
            assertEquals(fits, budget.take(next.key, next.amount, next.unreserved()), () -> "seed " + seed);
            if (fits) {
                running.add(next);
                held.merge(next.key, next.amount, Long::sum);
                unreserved += next.unreserved();
            }
            if (!running.isEmpty() && random.nextInt(3) > 0) {
                Taken ended = running.get(random.nextInt(running.size()));
                if (!ended.key.startsWith("hangs")) {
                    running.remove(ended);
                    budget.giveBack(ended.key, ended.amount, ended.unreserved());
                    held.merge(ended.key, -ended.amount, Long::sum);
                    unreserved -= ended.unreserved();
                }
            }
        }
        running.removeIf(taken -> {
            boolean ends = !taken.key.startsWith("hangs");
            if (ends) {
                budget.giveBack(taken.key, taken.amount, taken.unreserved());
            }
            return ends;
        });
        assertTrue(budget.take("fourth", limit / 4, 0), () -> "three hang; seed " + seed);
        budget.giveBack("fourth", limit / 4, 0);
        running.forEach(taken -> budget.giveBack(taken.key, taken.amount, taken.unreserved()));
        assertEquals(0, budget.taken());
    }
}
