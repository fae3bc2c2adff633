package com.leadlex.graphql.leadlex.resilience;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlacesTest {

    @Test
    void unknownKeysLeaveHalfToKnownOnes() {
        Places places = new Places(5);
        assertEquals(3, taken(places, false));
        assertEquals(2, taken(places, true));
        places.giveBack(true);
        assertFalse(places.take(false));
        assertTrue(places.take(true));
    }

    @Test
    void knownKeysMayTakeAll() {
        Places places = new Places(5);
        assertEquals(5, taken(places, true));
        assertFalse(places.take(false));
        places.giveBack(true);
        assertTrue(places.take(false));
    }

    private static int taken(Places places, boolean known) {
        int taken = 0;
        while (places.take(known)) {
            taken++;
        }
        return taken;
    }

    @Test
    void whateverIsTakenAndGivenBackTheBoundsHoldAndAllAreThereInTheEnd() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Places places = new Places(20);
        Deque<Boolean> taken = new ArrayDeque<>();
        for (int step = 0; step < 100_000; step++) {
            if (random.nextInt(5) < 3) {
                boolean known = random.nextBoolean();
                long unknown = taken.stream().filter(each -> !each).count();
                boolean room = taken.size() < 20 && (known || unknown < 10);
                assertEquals(room, places.take(known), () -> "seed " + seed);
                if (room) {
                    taken.add(known);
                }
            } else if (!taken.isEmpty()) {
                places.giveBack(taken.remove());
            }
        }
        taken.forEach(places::giveBack);
        assertEquals(20, taken(places, true));
    }
}
