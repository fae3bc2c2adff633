package com.leadlex.graphql.leadlex.resilience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 6: no key holds more than a quarter of the places at Leadlex. */
class LookupPermitsTest {

    private final List<String> started = new ArrayList<>();

    private LookupPermits.Permit request(LookupPermits permits, String key, boolean verified) {
        LookupPermits.Permit permit = permits.requestPermit(key, verified, () -> started.add(key));
        assertNotNull(permit);
        return permit;
    }

    @Test
    void threeKeysThatHangLeaveRoomForAFourth() {
        LookupPermits permits = new LookupPermits(8, 100, 100);
        for (String key : List.of("a", "b", "c")) {
            for (int i = 0; i < 20; i++) {
                assertEquals(i < 2, request(permits, key, true).isImmediate);
            }
        }
        assertTrue(request(permits, "d", true).isImmediate);
    }

    @Test
    void keysTakeTurnsAndACancelledLookupIsSkipped() {
        LookupPermits permits = new LookupPermits(1, 1, 10);
        LookupPermits.Permit running = request(permits, "a", true);
        List<LookupPermits.Permit> waiting = new ArrayList<>();
        for (String key : List.of("a", "a", "b", "b", "c")) {
            waiting.add(request(permits, key, true));
        }
        waiting.get(0).release();
        running.release();
        running.release();
        assertEquals(List.of("a"), started, "one place, once");
        for (int i : new int[] { 1, 2, 4, 3 }) {
            waiting.get(i).release();
        }
        assertEquals(List.of("a", "b", "c", "b"), started);
        assertTrue(request(permits, "d", true).isImmediate);
    }

    @Test
    void aFullQueueRejectsImmediately() {
        LookupPermits permits = new LookupPermits(1, 1, 1);
        request(permits, "a", true);
        request(permits, "a", true);
        assertNull(permits.requestPermit("a", true, () -> {
        }));
        request(permits, "b", true);
    }

    @Test
    void halfOfThePlacesIsForVerifiedKeys() {
        LookupPermits permits = new LookupPermits(8, 8, 10);
        for (int i = 0; i < 4; i++) {
            assertTrue(request(permits, "unverified" + i, false).isImmediate);
        }
        assertFalse(request(permits, "unverified", false).isImmediate);
        assertTrue(request(permits, "verified", true).isImmediate);
    }

    private static final class Requested {

        private final String key;
        private final boolean verified;
        private LookupPermits.Permit permit;
        private boolean running;

        Requested(String key, boolean verified) {
            this.key = key;
            this.verified = verified;
        }
    }

    @Test
    void randomRequestsKeepTheBoundsLeaveNoPlaceIdleAndFreeAllInTheEnd() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        LookupPermits permits = new LookupPermits(20, 20, 30);
        List<Requested> open = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            if (open.size() < 100 && random.nextInt(5) < 3) {
                int key = random.nextInt(9);
                Requested next = new Requested("key" + key, key < 6);
                LookupPermits.Permit permit = permits.requestPermit(next.key, next.verified, () -> next.running = true);
                if (permit != null) {
                    next.permit = permit;
                    next.running = permit.isImmediate;
                    open.add(next);
                }
            } else if (!open.isEmpty()) {
                open.remove(random.nextInt(open.size())).permit.release();
            }
            Map<String, Integer> held = new HashMap<>();
            open.stream().filter(each -> each.running).forEach(each -> held.merge(each.key, 1, Integer::sum));
            int all = held.values().stream().mapToInt(Integer::intValue).sum();
            long unverified = open.stream().filter(each -> each.running && !each.verified).count();
            assertTrue(all <= 20 && unverified <= 10 && held.values().stream().allMatch(each -> each <= 5),
                    () -> "seed " + seed);
            for (Requested each : open) {
                boolean fits = all < 20 && held.getOrDefault(each.key, 0) < 5 && (each.verified || unverified < 10);
                assertTrue(each.running || !fits, () -> each.key + " waits though there is room; seed " + seed);
            }
        }
        open.forEach(each -> each.permit.release());
        for (int i = 0; i < 20; i++) {
            assertTrue(request(permits, "end" + i % 4, true).isImmediate);
        }
    }
}
