package com.leadlex.graphql.leadlex.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.json.JsonText;
import com.leadlex.graphql.memory.UnboundedMemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Contract, section 11. */
class ActivityCacheTest {

    private static final String[] CONTROLS = { null, "private", "max-age=5", "max-age=500", "no-store", "no-cache" };

    private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);

    private record Settings(Duration ttl, Duration staleIfError, long maxBytes) implements CacheConfig {
    }

    /** A look-up that Leadlex has not answered yet. */
    private record Pending(int key, Lookup lookup, ActivityCache.Snapshot asked, int refusals) {
    }

    /**
     * Random look-ups, answers that come late, refusals, evictions by size and by number of keys: what a key reads is what
     * Leadlex gave to that key, for that id, and not before the key was last refused.
     */
    @Test
    void noKeySeesActivitiesOfAnotherAndARefusedKeySeesNoActivity() {
        int read = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            ActivityCache cache = cache(20, 60, 2_000 + random.nextInt(20_000), 3);
            int[] refusals = new int[5];
            List<Pending> pending = new ArrayList<>();
            Map<String, Set<String>> given = new HashMap<>();
            for (int step = 0; step < 400; step++) {
                int key = random.nextInt(refusals.length);
                Lookup lookup = lookup("wbk_" + key, "act_" + random.nextInt(6));
                ActivityResult.Found found = random.nextBoolean() ? cache.findFreshResult(lookup)
                        : cache.findStaleResult(lookup);
                if (found != null) {
                    read++;
                    assertEquals(lookup.id(), found.activity().id());
                    assertTrue(given.getOrDefault(key + " " + refusals[key], Set.of()).contains(found.activity().title()),
                            "seed " + seed + ", step " + step);
                }
                pending.add(new Pending(key, lookup, cache.takeSnapshot(lookup), refusals[key]));
                nanos.addAndGet(random.nextInt(1_000_000_000));
                if (pending.size() > random.nextInt(8)) {
                    Pending answered = pending.remove(random.nextInt(pending.size()));
                    int status = random.nextInt(40);
                    if (status == 0) {
                        answer(cache, answered, random.nextBoolean() ? 401 : 403, Map.of(), null);
                        refusals[answered.key]++;
                    } else if (status == 1) {
                        answer(cache, answered, 404, Map.of(), null);
                        if (cache.takeSnapshot(answered.lookup).keyEntries() == answered.asked.keyEntries()) {
                            assertNull(cache.findStaleResult(answered.lookup));
                        }
                    } else if (status == 2) {
                        answer(cache, answered, 503, Map.of(), null);
                    } else {
                        String title = answered.key + " " + answered.refusals + " " + seed + "/" + step;
                        given.computeIfAbsent(answered.key + " " + answered.refusals, any -> new HashSet<>()).add(title);
                        answer(cache, answered, 200, headers(random),
                                activity(answered.lookup.id(), title, random.nextInt(3_000)));
                    }
                }
            }
        }
        assertTrue(read > 2_000, "the test read only " + read);
    }

    @Test
    void itIsBoundedByBytesWithActivitiesOfOneMegabyteToo() {
        long bound = Math.min(8 << 20, Runtime.getRuntime().maxMemory() / 16);
        ActivityCache cache = cache(20, 60, 8 << 20, 1_000);
        for (int i = 0; i < 3_000; i++) {
            Lookup lookup = lookup("wbk_" + i % 7, "act_" + i);
            answer(cache, new Pending(0, lookup, cache.takeSnapshot(lookup), 0), 200, Map.of(),
                    activity(lookup.id(), "large", i % 10 == 0 ? 1 << 20 : i));
            assertTrue(cache.estimatedBytes() <= bound, () -> cache.estimatedBytes() + " of " + bound);
        }
        assertTrue(cache.estimatedBytes() > bound / 2, "it is of use: " + cache.estimatedBytes());
    }

    @Test
    void anActivityLargerThanTheCacheIsNotKept() {
        ActivityCache cache = cache(20, 0, 1_000_000, 10);
        Lookup lookup = lookup("wbk_a", "act_1");
        answer(cache, new Pending(0, lookup, cache.takeSnapshot(lookup), 0), 200, Map.of(),
                activity("act_1", "large", 1 << 20));
        assertNull(cache.findFreshResult(lookup));
        assertEquals(0, cache.estimatedBytes());
    }

    @Test
    void theTimeThatAnAnswerTookCountsAsItsAge() {
        ActivityCache cache = cache(20, 0, 1_000_000, 10);
        Lookup lookup = lookup("wbk_a", "act_1");
        Pending pending = new Pending(0, lookup, cache.takeSnapshot(lookup), 0);
        nanos.addAndGet(15_000_000_000L);
        answer(cache, pending, 200, Map.of(), activity("act_1", "slow", 1));
        assertNotNull(cache.findFreshResult(lookup));
        nanos.addAndGet(5_000_000_000L);
        assertNull(cache.findFreshResult(lookup));
    }

    @ParameterizedTest
    @ValueSource(strings = { "one", "*", "\"one\", \"two\"", "", "\"", "W/one", "\"a b\"" })
    void anInvalidTagIsNotSentBack(String etag) {
        ActivityCache cache = cache(20, 60, 1_000_000, 10);
        Lookup lookup = lookup("wbk_a", "act_1");
        for (String sent : List.of(etag, '"' + "x".repeat(513) + '"', "W/\"one\"")) {
            answer(cache, new Pending(0, lookup, cache.takeSnapshot(lookup), 0), 200, Map.of("ETag", List.of(sent)),
                    activity("act_1", "title", 1));
            assertEquals(sent.equals("W/\"one\"") ? sent : null, cache.takeSnapshot(lookup).etag());
        }
    }

    @Test
    void withoutTheSettingNothingIsAskedOfTheCache() {
        ActivityCache cache = cache(0, 0, 8 << 20, 10);
        assertEquals(false, cache.isOn());
        assertNull(cache.takeSnapshot(lookup("wbk_a", "act_1")));
    }

    private ActivityCache cache(int ttl, int stale, long maxBytes, int keys) {
        return new ActivityCache(new Settings(Duration.ofSeconds(ttl), Duration.ofSeconds(stale), maxBytes), keys, nanos::get);
    }

    private static void answer(ActivityCache cache, Pending pending, int status, Map<String, List<String>> headers,
            Activity activity) {
        ActivityResult read = activity == null ? new ActivityResult.Failed(Failure.refused(new Upstream(status, null), null))
                : new ActivityResult.Found(activity);
        assertEquals(read,
                cache.recordAnswer(pending.lookup, pending.asked, status, name -> headers.getOrDefault(name, List.of()), read));
    }

    private static Map<String, List<String>> headers(Random random) {
        String control = CONTROLS[random.nextInt(CONTROLS.length)];
        return control == null ? Map.of("ETag", List.of("\"a\""))
                : Map.of("Cache-Control", List.of(control), "Age", List.of("" + random.nextInt(20)));
    }

    private static Lookup lookup(String key, String id) {
        return new Lookup(id, ApiKey.of(key), "r", null, false, UnboundedMemory.create());
    }

    private static Activity activity(String id, String title, int size) {
        return new Activity.Builder().set(ActivityField.ID, id).set(ActivityField.TYPE, "call").set(ActivityField.TITLE, title)
                .set(ActivityField.METADATA, new JsonText(new byte[size])).build();
    }
}
