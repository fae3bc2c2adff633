package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard.RetryBudget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 7, "For all keys together". */
class SharedOutageGuardTest {

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
    private final List<Boolean> changes = new ArrayList<>();
    private SharedOutageGuard guard;

    @BeforeEach
    void make() {
        guard = new SharedOutageGuard(new Config(), new RetryBudget(0.2, 10, nanos::get), nanos::get, changes::add);
    }

    @Test
    void itOpensWhenHalfOfTheLastHundredAttemptsFailedForThreeKeys() {
        fail(49, 3);
        succeed(50);
        assertFalse(guard.isOpen());
        fail(1, 3);
        assertTrue(guard.isOpen());
        assertEquals(List.of(true), changes);
    }

    @Test
    void aTenantsOwnTroubleTouchesNobodyElse() {
        fail(500, 2);
        assertFalse(guard.isOpen());
    }

    @Test
    void itDoesNotOpenBeforeAHundredAttempts() {
        fail(99, 50);
        assertFalse(guard.isOpen());
    }

    @Test
    void openItLetsOneProbeASecondThroughAndClosesWithTheFirstAnswer() {
        fail(100, 10);
        assertFalse(guard.admitLookup());
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertTrue(guard.admitLookup());
        assertFalse(guard.admitLookup());
        fail(1, 1);
        assertTrue(guard.isOpen());
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertTrue(guard.admitLookup());
        guard.recordAnswer();
        assertFalse(guard.isOpen());
        assertTrue(guard.admitLookup() && guard.admitLookup());
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
            while (last.size() < 400 && !guard.isOpen()) {
                int key = random.nextInt(100) < failing ? random.nextInt(4) : -1;
                last.add(key);
                if (key < 0) {
                    guard.recordAnswer();
                } else {
                    guard.recordFailure(key(key), Failure.TIMEOUT);
                }
                List<Integer> seen = last.subList(Math.max(0, last.size() - 100), last.size());
                long failed = seen.stream().filter(it -> it >= 0).count();
                long keys = seen.stream().filter(it -> it >= 0).distinct().count();
                assertEquals(key >= 0 && seen.size() == 100 && failed >= 50 && keys >= 3, guard.isOpen());
            }
        }
    }

    @Test
    void retriesAreAFifthOfTheLookUpsOfTheLastTenSeconds() {
        RetryBudget budget = new RetryBudget(0.2, 10, nanos::get);
        for (int i = 0; i < 1_000; i++) {
            budget.countLookup();
        }
        assertEquals(200, taken(budget));
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals(100, taken(budget));
    }

    @Test
    void tenRetriesASecondAreAlwaysAllowed() {
        RetryBudget budget = new RetryBudget(0.2, 10, nanos::get);
        budget.countLookup();
        assertEquals(100, taken(budget));
    }

    private static int taken(RetryBudget budget) {
        int taken = 0;
        while (budget.takeRetry()) {
            taken++;
        }
        return taken;
    }

    private void fail(int times, int keys) {
        for (int i = 0; i < times; i++) {
            guard.recordFailure(key(i % keys), Failure.TIMEOUT);
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            guard.recordAnswer();
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
