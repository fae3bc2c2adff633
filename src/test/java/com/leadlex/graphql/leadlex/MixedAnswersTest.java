package com.leadlex.graphql.leadlex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.memory.UnboundedMemory;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Many keys ask for ids, the same ones among them, over few connections, and what comes over these is made up: see
 * {@link MadeUpLeadlex}. Whatever it
 * is, no key gets what was written for another. A look-up is one interleaving; {@code -Dinterleavings} says how many.
 */
@QuarkusTest
@TestProfile(MixedAnswersTest.Profile.class)
class MixedAnswersTest {

    private static final Logger LOG = Logger.getLogger(MixedAnswersTest.class);
    private static final int INTERLEAVINGS = Integer.getInteger("interleavings", 10_000);
    private static final int ASKERS = 48;
    private static final int KEYS = 12;
    private static final int IDS = 3;
    private static final int OWN_IDS = 40;

    @Inject
    ActivitySource activities;

    @Inject
    Vertx vertx;

    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

    /** Few connections, impatient look-ups, and no circuit that would keep them away. */
    public static class Profile extends RawLeadlexProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.putAll(Map.of("quarkus.rest-client.leadlex.connection-pool-size", "16",
                    "leadlex.timeout.attempt", "60MS", "leadlex.timeout.total", "200MS", "leadlex.retry.delay", "1MS",
                    "leadlex.retry.jitter", "0MS", "leadlex.circuit.window", "100000", "leadlex.circuit.failure-ratio", "1.0",
                    "facade.log.operations", "false"));
            return overrides;
        }
    }

    @Test
    void noKeyEverGetsWhatWasWrittenForAnother() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        LOG.infof("-Dseed=%d makes up the same answers again", seed);
        try (MadeUpLeadlex made = new MadeUpLeadlex(RawLeadlexProfile.port(), seed); ErrorLog log = new ErrorLog()) {
            AtomicLong left = new AtomicLong(INTERLEAVINGS);
            List<CompletableFuture<Void>> askers = IntStream.range(0, ASKERS)
                    .mapToObj(i -> asker(new SplittableRandom(seed + i), left)).toList();
            for (CompletableFuture<Void> asker : askers) {
                asker.get(60 + INTERLEAVINGS / 200, TimeUnit.SECONDS);
            }
            LOG.infof("%d look-ups, %d connections, outcomes %s, made up %s", INTERLEAVINGS, made.connections(), outcomes,
                    made.counts());
            assertTrue(outcomes.get("found").sum() > INTERLEAVINGS / 2, outcomes::toString);
            log.assertEmpty();
        }
    }

    private CompletableFuture<Void> asker(SplittableRandom random, AtomicLong left) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                while (left.getAndDecrement() > 0) {
                    int key = random.nextInt(KEYS);
                    // Most are its own, so that connections are used again; the others are asked for by all keys.
                    String id = "act_" + (random.nextInt(5) > 0 ? key + "_" + random.nextInt(OWN_IDS) : random.nextInt(IDS));
                    check("wbk_mixed_" + key, id, ask("wbk_mixed_" + key, id).get(20, TimeUnit.SECONDS));
                }
                done.complete(null);
            } catch (Exception | AssertionError e) {
                left.set(0);
                done.completeExceptionally(e);
            }
        }, "asker");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private CompletableFuture<ActivityResult> ask(String key, String id) {
        CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        OperationMemory memory = UnboundedMemory.create();
        ((ContextInternal) vertx.getOrCreateContext()).duplicate()
                .runOnContext(ignored -> activities
                        .find(new Lookup(id, ApiKey.of(key), "r", null, false, memory))
                        .whenComplete((outcome, failure) -> memory.release())
                        .thenAccept(result::complete));
        return result;
    }

    private void check(String key, String id, ActivityResult outcome) {
        if (outcome instanceof ActivityResult.Found found) {
            assertEquals("Bearer " + key, found.activity().title());
            assertEquals(id, found.activity().id());
            outcomes.computeIfAbsent("found", it -> new LongAdder()).increment();
        } else if (outcome instanceof ActivityResult.Failed failed) {
            outcomes.computeIfAbsent(failed.failure().code().name(), it -> new LongAdder()).increment();
        }
    }
}
