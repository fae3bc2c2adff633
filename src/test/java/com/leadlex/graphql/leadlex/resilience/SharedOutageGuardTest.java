package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 7, "For all keys together". */
class SharedOutageGuardTest {

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final List<Boolean> changes = new ArrayList<>();
    private SharedCircuit circuit;

    @BeforeEach
    void make() {
        circuit = new SharedCircuit(new Config(), nanos::get, changes::add);
    }

    @Test
    void itOpensWhenHalfOfTheLastHundredAttemptsFailedForThreeKeys() {
        fail(49, 3);
        succeed(50);
        assertFalse(circuit.isOpen());
        fail(1, 3);
        assertTrue(circuit.isOpen());
        assertEquals(List.of(true), changes);
    }

    @Test
    void aTenantsOwnTroubleTouchesNobodyElse() {
        fail(500, 2);
        assertFalse(circuit.isOpen());
    }

    @Test
    void itDoesNotOpenBeforeAHundredAttempts() {
        fail(99, 50);
        assertFalse(circuit.isOpen());
    }

    @Test
    void openItLetsOneProbeASecondThroughAndClosesWithTheFirstAnswer() {
        fail(100, 10);
        assertFalse(circuit.admits());
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertTrue(circuit.admits());
        assertFalse(circuit.admits());
        fail(1, 1);
        assertTrue(circuit.isOpen());
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertTrue(circuit.admits());
        circuit.succeeded();
        assertFalse(circuit.isOpen());
        assertTrue(circuit.admits() && circuit.admits());
        assertEquals(List.of(true, false), changes);
    }

    /** Random attempts of few keys: the ring's own count is the one that a plain list gives. */
    @Test
    void itIsOpenExactlyWhenTheLastHundredSayIt() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            make();
            List<Integer> last = new ArrayList<>();
            int failing = random.nextInt(100);
            while (last.size() < 400 && !circuit.isOpen()) {
                int key = random.nextInt(100) < failing ? random.nextInt(4) : -1;
                last.add(key);
                if (key < 0) {
                    circuit.succeeded();
                } else {
                    circuit.failed(key(key));
                }
                List<Integer> seen = last.subList(Math.max(0, last.size() - 100), last.size());
                long failed = seen.stream().filter(it -> it >= 0).count();
                long keys = seen.stream().filter(it -> it >= 0).distinct().count();
                assertEquals(key >= 0 && seen.size() == 100 && failed >= 50 && keys >= 3, circuit.isOpen());
            }
        }
    }

    @Test
    void retriesAreAFifthOfTheLookUpsOfTheLastTenSeconds() {
        SharedOutageGuard.RetryBudget budget = new SharedOutageGuard.RetryBudget(0.2, 10, nanos::get);
        for (int i = 0; i < 1_000; i++) {
            budget.lookedUp();
        }
        assertEquals(200, taken(budget));
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals(100, taken(budget));
    }

    @Test
    void tenRetriesASecondAreAlwaysAllowed() {
        SharedOutageGuard.RetryBudget budget = new SharedOutageGuard.RetryBudget(0.2, 10, nanos::get);
        budget.lookedUp();
        assertEquals(100, taken(budget));
    }

    private static int taken(SharedOutageGuard.RetryBudget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    private void fail(int times, int keys) {
        for (int i = 0; i < times; i++) {
            circuit.failed(key(i % keys));
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            circuit.succeeded();
        }
    }

    private static ApiKey.Fingerprint key(int i) {
        return ApiKey.of("wbk_outage_" + i).fingerprint();
    }

    private record Config(int window, double failureRatio, int keys, Duration probe)
            implements
                LeadlexConfig.SharedCircuit {

        Config() {
            this(100, 0.5, 3, Duration.ofSeconds(1));
        }
    }
}
