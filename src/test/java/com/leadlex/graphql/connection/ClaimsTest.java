package com.leadlex.graphql.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** However many connections there are, what waits for all of them together is bounded. */
class ClaimsTest {

    private static final int MOST = 1_000;

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final List<String> givenUp = new ArrayList<>();
    private Claims all;
    private long now;

    @BeforeEach
    void begin() {
        now = 0;
        all = new Claims(MOST, () -> now);
    }

    private Claim claim(String name) {
        return all.claim(new OfOneLoop(), () -> givenUp.add(name));
    }

    private final class OfOneLoop extends EmbeddedChannel {

        @Override
        public EventLoop eventLoop() {
            return first.eventLoop();
        }
    }

    private void runLoop() {
        first.runPendingTasks();
    }

    /** A millisecond passes before each. */
    private void holds(Claim claim, long bytes) {
        now += 1_000_000;
        claim.holds(bytes);
    }

    @Test
    void ofEqualOnesTheOneThatHasNotGoneOnForLongestIsGivenUp() {
        Claim first = claim("first");
        holds(first, 400);
        holds(claim("second"), 400);
        now++;
        first.goesOn();
        holds(claim("third"), 400);
        runLoop();
        assertEquals(List.of("second"), givenUp);
    }

    @Test
    void oneThatIsLargerThanAllMayBeIsGivenUpItself() {
        Claim large = claim("large");
        holds(large, 1);
        holds(claim("small"), 1);
        holds(large, MOST + 1);
        runLoop();
        assertEquals(List.of("large"), givenUp);
    }

    /** A client that waits for its answer while a crowd fills the memory again and again. */
    @Test
    void aSmallOneOutlastsLargeOnesThatComeAfterIt() {
        Claim small = claim("small");
        holds(small, 4);
        for (int i = 0; i < 50; i++) {
            holds(claim("large"), 300);
        }
        runLoop();
        assertEquals(47, givenUp.size());
        assertEquals(List.of("large"), givenUp.stream().distinct().toList());
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
            now += random.nextInt(1_000_000);
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
