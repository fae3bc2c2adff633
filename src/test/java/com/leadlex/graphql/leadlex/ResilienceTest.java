package com.leadlex.graphql.leadlex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One tenant's bad day is no other's; Leadlex's bad day is bounded; its good day comes back by itself. */
@QuarkusTest
@TestProfile(RawLeadlexProfile.class)
class ResilienceTest extends RawLeadlexTest {

    @Test
    void allOf500CallersOfAHungLeadlexAreAnsweredInTimeAndOtherKeysMeanwhile() throws Exception {
        raw.answers(exchange -> {
            if (exchange.key().endsWith("wbk_hung")) {
                exchange.socket().getInputStream().read();
            } else {
                exchange.activity();
            }
        });
        assertFound(get("act_first", "wbk_fast_0"), "act_first"); // what a first look-up has to load is not measured here
        long heap = Heap.mebibytesAfterCollection();
        long start = System.nanoTime();
        List<CompletableFuture<ActivityResult>> hung = ask(500, "wbk_hung");
        CompletableFuture<Long> lastAnswer = CompletableFuture.allOf(hung.toArray(CompletableFuture[]::new))
                .thenApply(all -> millisSince(start));
        for (int i = 0; i < 60; i++) {
            long asked = System.nanoTime();
            assertFound(get("act_fast_" + i, "wbk_fast_" + i % 5), "act_fast_" + i);
            assertTrue(millisSince(asked) < 2_000, "a fast look-up waited");
            Thread.sleep(10);
        }
        long grown = Heap.mebibytesAfterCollection() - heap;
        assertTrue(grown < 32, () -> "500 hanging look-ups hold " + grown + " MiB");
        for (CompletableFuture<ActivityResult> outcome : hung) {
            Failure failure = failure(outcome.get(12, TimeUnit.SECONDS));
            assertTrue(failure.code() == ErrorCode.UPSTREAM_TIMEOUT || failure.code() == ErrorCode.UPSTREAM_UNAVAILABLE,
                    failure::toString);
        }
        assertTrue(lastAnswer.get() < 5_000, () -> lastAnswer.join() + " ms");

        raw.heal();
        long healed = System.nanoTime();
        ActivityResult outcome = get("act_back", "wbk_hung");
        while (!(outcome instanceof ActivityResult.Found) && millisSince(healed) < 10_000) {
            Thread.sleep(20);
            outcome = get("act_back", "wbk_hung");
        }
        assertFound(outcome, "act_back");
        long kept = Heap.mebibytesAfterCollection() - heap;
        assertTrue(kept < 16, () -> kept + " MiB are kept afterwards");
    }

    @Test
    void aLongQueueBehindAnOpenCircuitIsAnsweredAtOnce() throws Exception {
        raw.answers(exchange -> {
            Thread.sleep(200);
            exchange.json(503, "");
        });
        for (CompletableFuture<ActivityResult> outcome : ask(8_000, "wbk_queue")) {
            ErrorCode code = failure(outcome.get(12, TimeUnit.SECONDS)).code();
            assertTrue(code == ErrorCode.UPSTREAM_ERROR || code == ErrorCode.UPSTREAM_UNAVAILABLE, code::toString);
        }
    }

    @Test
    void aLookUpBeyondAFullQueueIsOverloadedAtOnce() throws Exception {
        raw.answers(exchange -> exchange.socket().getInputStream().read());
        List<CompletableFuture<ActivityResult>> all = ask(128 + 8192 + 10, "wbk_overload");
        for (int i = 0; i < 10; i++) {
            assertEquals(ErrorCode.OVERLOADED, code(all.get(all.size() - 1 - i).get(2, TimeUnit.SECONDS)));
        }
        for (CompletableFuture<ActivityResult> outcome : all) {
            outcome.get(12, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAlways503LeadlexIsAskedUpToThreeTimesALookUpAndThenNotUntilAProbe() throws Exception {
        raw.answers(exchange -> exchange.json(503, "{\"code\":\"down\"}"));
        Failure first = failure(get("act_1", "wbk_503"));
        assertEquals(503, first.upstream().status());
        assertEquals(3, raw.seen().size(), "attempts");
        for (int i = 0; i < 20; i++) {
            get("act_more_" + i, "wbk_503");
        }
        int attempts = raw.seen().size();
        assertTrue(attempts >= 20 && attempts <= 22, () -> attempts + " attempts");
        assertEquals(ErrorCode.UPSTREAM_UNAVAILABLE, failure(get("act_open", "wbk_503")).code());

        raw.heal();
        Thread.sleep(1_100);
        assertFound(get("act_probe", "wbk_503"), "act_probe");
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 429 })
    void oneKeysRefusalsNeverOpenACircuit(int status) throws Exception {
        String key = "wbk_refused_" + status;
        raw.answers(exchange -> exchange.json(exchange.key().endsWith(key) ? status : 200,
                "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\"}}}"));
        List<CompletableFuture<ActivityResult>> refused = ask(1_000, key);
        for (CompletableFuture<ActivityResult> outcome : refused) {
            assertEquals(status, failure(outcome.get(15, TimeUnit.SECONDS)).upstream().status());
        }
        assertEquals(1_000, raw.seen().size(), "one attempt each");
        assertFound(get("act_other", "wbk_other_" + status), "act_other");
        raw.heal();
        assertFound(get("act_same", key), "act_same");
    }

    @Test
    void aHundredEqualLookUpsShareOneCallAndTwoKeysNeverDo() throws Exception {
        raw.answers(exchange -> {
            Thread.sleep(300);
            exchange.activity();
        });
        List<CompletableFuture<ActivityResult>> ones = IntStream.range(0, 100).mapToObj(i -> ask("act_same", "wbk_one"))
                .toList();
        List<CompletableFuture<ActivityResult>> twos = IntStream.range(0, 100).mapToObj(i -> ask("act_same", "wbk_two"))
                .toList();
        ones.get(0).cancel(false);
        for (int i = 1; i < 100; i++) {
            assertEquals("Bearer wbk_one", title(ones.get(i).get(5, TimeUnit.SECONDS)));
        }
        for (CompletableFuture<ActivityResult> two : twos) {
            assertEquals("Bearer wbk_two", title(two.get(5, TimeUnit.SECONDS)));
        }
        assertEquals(2, raw.seen().size(), "calls");
        assertFound(get("act_same", "wbk_one"), "act_same");
        assertEquals(3, raw.seen().size(), "nothing outlives the flight");
    }

    @Test
    void failuresAreSharedLikeSuccesses() throws Exception {
        raw.answers(exchange -> {
            Thread.sleep(300);
            exchange.json(404, "");
        });
        for (CompletableFuture<ActivityResult> outcome : IntStream.range(0, 50).mapToObj(i -> ask("act_gone", "wbk_shared"))
                .toList()) {
            assertEquals(ErrorCode.NOT_FOUND, failure(outcome.get(5, TimeUnit.SECONDS)).code());
        }
        assertEquals(1, raw.seen().size(), "calls");
    }

    @Test
    void aRateLimitedKeyIsHeldUntilItsRetryAfterHasPassedAndOthersAreNot() throws Exception {
        raw.answers(exchange -> exchange.json(429, "{\"code\":\"rate_limited\"}", "Retry-After: 2"));
        assertEquals(2, failure(get("act_1", "wbk_held")).retryAfterSeconds());
        raw.heal();
        Failure held = failure(get("act_2", "wbk_held"));
        assertEquals(Cause.HELD, held.cause());
        assertEquals(2, held.retryAfterSeconds());
        assertEquals(0, raw.seen().size(), "calls");
        assertFound(get("act_2", "wbk_free"), "act_2");
        Thread.sleep(1_100);
        assertEquals(1, failure(get("act_2", "wbk_held")).retryAfterSeconds());
        Thread.sleep(1_000);
        assertFound(get("act_2", "wbk_held"), "act_2");
    }

    @Test
    void aFailureThatPassesIsRetriedAndNotReported() throws Exception {
        Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
        raw.answers(exchange -> {
            int call = calls.computeIfAbsent(exchange.id(), id -> new AtomicInteger()).incrementAndGet();
            if (call == 1) {
                exchange.json(502, "");
            } else if (call == 2) {
                exchange.reset();
            } else {
                exchange.activity();
            }
        });
        assertFound(get("act_flaky", "wbk_flaky"), "act_flaky");
    }

    private List<CompletableFuture<ActivityResult>> ask(int number, String key) {
        List<CompletableFuture<ActivityResult>> outcomes = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            outcomes.add(ask("act_" + i, key));
        }
        return outcomes;
    }

    private static String title(ActivityResult outcome) {
        return assertInstanceOf(ActivityResult.Found.class, outcome, outcome::toString).activity().title();
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
