package com.leadlex.graphql.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** However many connections there are, what waits for all of them together is bounded. */
class ClaimsTest {

    private static final int MOST = 1_000;

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> givenUp = new ArrayList<>();
    private Claims all;

    @BeforeEach
    void begin() {
        all = new Claims(MOST);
    }

    private Claim claim(String name) {
        return all.claim(loop::add, () -> givenUp.add(name));
    }

    private void runLoop() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    @Test
    void theOneThatWasBegunFirstIsGivenUp() {
        Claim first = claim("first");
        Claim second = claim("second");
        first.holds(400);
        second.holds(400);
        claim("third").holds(400);
        runLoop();
        assertEquals(List.of("first"), givenUp);
    }

    @Test
    void oneThatIsLargerThanAllMayBeIsGivenUpItself() {
        claim("small").holds(1);
        claim("large").holds(MOST + 1);
        runLoop();
        assertEquals(List.of("small", "large"), givenUp);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void whateverComesAndGoesTheRestIsWithinBoundsAndAllIsGivenBack(long seed) {
        Random random = new Random(seed);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            claims.add(claim("any"));
        }
        for (int step = 0; step < 10_000; step++) {
            int which = random.nextInt(claims.size());
            claims.get(which).holds(random.nextBoolean() ? 0 : random.nextInt(100));
            if (random.nextInt(10) == 0) {
                runLoop();
            }
            assertTrue(all.bytes() <= MOST, () -> all.bytes() + " bytes");
        }
        claims.forEach(claim -> claim.holds(0));
        runLoop();
        assertEquals(0, all.bytes());
        assertTrue(givenUp.size() > 0 && givenUp.size() <= claims.size(), () -> givenUp.size() + " given up");
    }
}
