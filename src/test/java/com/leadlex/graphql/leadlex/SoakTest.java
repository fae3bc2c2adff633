package com.leadlex.graphql.leadlex;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two bad minutes of Leadlex: no answer is another key's or id's, and afterwards nothing is left behind. */
@QuarkusTest
@TestProfile(SoakTest.Profile.class)
@Tag("soak")
class SoakTest {

    private static final Logger LOG = Logger.getLogger(SoakTest.class);
    private static final Pattern CODE = Pattern
            .compile("\\{\"data\":\\{\"activity\":null},\"errors\":\\[\\{.*\"code\":\"([A-Z_]+)\".*}]}"
                    + "|\\{\"errors\":\\[\\{.*\"code\":\"([A-Z_]+)\".*}],\"data\":\\{\"activity\":null}}");
    private static final Set<String> EXPECTED = Set.of("UNAUTHENTICATED", "NOT_FOUND", "RATE_LIMITED", "UPSTREAM_ERROR",
            "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_INVALID_RESPONSE");

    private static final int KEYS = 20;
    private static final int ASKERS_A_KEY = 3;
    private static final int PLACES = 4;
    private static final int QUEUE = 4;
    private static final byte[] OVERSIZED = "x".repeat((8 << 20) + 1).getBytes(StandardCharsets.US_ASCII);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

    /** So few places a key that one which is not given back shows; a circuit that opens late enough to see something. */
    public static class Profile extends RawLeadlexProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.putAll(Map.of("leadlex.concurrency.per-key", String.valueOf(PLACES), "leadlex.concurrency.queue",
                    String.valueOf(QUEUE), "leadlex.circuit.failure-ratio", "0.7", "facade.log.operations", "false"));
            return overrides;
        }
    }

    @Test
    void everyAnswerBelongsToItsIdAndKeyAndNothingLeaks() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(RawLeadlexProfile.port())) {
            raw.answers(exchange -> {
                if (raw.seen().size() > 100) {
                    raw.seen().clear();
                }
                misbehave(exchange);
            });
            askFor(Duration.ofSeconds(15));
            long heapBefore = Heap.mebibytesAfterCollection();
            outcomes.clear();
            askFor(Duration.ofSeconds(120));
            LOG.infof("Outcomes: %s", outcomes);

            raw.answers(exchange -> {
                Thread.sleep(100);
                found(exchange);
            });
            Thread.sleep(6_000); // holds and open circuits end
            allPlacesAreBack();
            String inFlight = given().get("/q/metrics").asString().lines().filter(it -> it.startsWith("leadlex_in_flight"))
                    .findFirst().orElseThrow();
            long heapAfter = Heap.mebibytesAfterCollection();
            LOG.infof("Open connections: %d, %s, heap: %d MiB before, %d MiB after", raw.openConnections(), inFlight,
                    heapBefore,
                    heapAfter);

            assertTrue(inFlight.endsWith(" 0.0"), inFlight);
            assertTrue(raw.openConnections() <= KEYS * (PLACES + QUEUE), () -> raw.openConnections() + " connections");
            assertTrue(heapAfter - heapBefore < 16, () -> "heap grew by " + (heapAfter - heapBefore) + " MiB");
            assertTrue(outcomes.keySet().containsAll(EXPECTED), outcomes::toString);
        }
    }

    /**
     * Two in ten activities go wrong, each in its way. For 15 s it is the same way for the same key and id, so that retries do
     * not
     * help.
     */
    private static void misbehave(RawLeadlex.Exchange exchange) throws Exception {
        long time = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) / 15;
        int fate = new SplittableRandom(Objects.hash(exchange.key(), exchange.id(), time)).nextInt(1_000);
        if (fate < 800) {
            found(exchange);
        } else if (fate < 840) {
            Thread.sleep(200);
            found(exchange);
        } else if (fate < 843) {
            exchange.socket().getInputStream().read();
        } else if (fate < 865) {
            exchange.reset();
        } else if (fate < 885) {
            exchange.head(200, new String[0], "Content-Length: 1000");
        } else if (fate < 915) {
            exchange.json(503, "");
        } else if (fate < 917) {
            exchange.json(429, "{\"code\":\"rate_limited\"}", "Retry-After: 1");
        } else if (fate < 940) {
            exchange.json(401, "{\"error\":\"invalid_key\"}");
        } else if (fate < 970) {
            exchange.json(404, "{\"error\":{\"code\":\"activity_not_found\"}}");
        } else if (fate < 998) {
            exchange.json(200, "garbage");
        } else {
            exchange.body(200, OVERSIZED);
        }
    }

    private static void found(RawLeadlex.Exchange exchange) throws Exception {
        exchange.json(200,
                "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"title\":\"" + exchange.key()
                        + " " + exchange.id() + "\"}}}");
    }

    private void askFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<Void>> askers = new ArrayList<>();
        for (int i = 0; i < KEYS * ASKERS_A_KEY; i++) {
            String key = "wbk_soak_" + i % KEYS;
            CompletableFuture<Void> asker = new CompletableFuture<>();
            askers.add(asker);
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() - end < 0) {
                        outcomes.computeIfAbsent(ask(key, "act_" + ThreadLocalRandom.current().nextInt(50)),
                                it -> new LongAdder())
                                .increment();
                        Thread.sleep(20);
                    }
                    asker.complete(null);
                } catch (Exception | AssertionError e) {
                    asker.completeExceptionally(e);
                }
            }, "asker-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        for (CompletableFuture<Void> asker : askers) {
            asker.get(time.toSeconds() + 30, TimeUnit.SECONDS);
        }
    }

    /** Every key gets as many look-ups through at once as it has places to look up and to wait. */
    private void allPlacesAreBack() throws Exception {
        for (int k = 0; k < KEYS; k++) {
            String key = "wbk_soak_" + k;
            // Alone: a circuit that was open lets one look-up through first.
            assertEquals("found", ask(key, "act_probe"), key);
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < PLACES + QUEUE; i++) {
                String id = "act_back_" + i;
                all.add(client.sendAsync(request(key, id), HttpResponse.BodyHandlers.ofString())
                        .thenApply(response -> outcome(key, id, response)));
            }
            for (CompletableFuture<String> outcome : all) {
                assertEquals("found", outcome.get(15, TimeUnit.SECONDS), key);
            }
        }
    }

    private String ask(String key, String id) throws Exception {
        return outcome(key, id, client.send(request(key, id), HttpResponse.BodyHandlers.ofString()));
    }

    private static HttpRequest request(String key, String id) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/graphql"))
                .timeout(Duration.ofSeconds(15)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"query\":\"query Activity($id: ID!) { activity(id: $id) { id title } }\","
                                + "\"variables\":{\"id\":\"" + id + "\"}}"))
                .build();
    }

    /** @return "found", or an error code that is to be expected; whatever else is answered is a failure of the test */
    private static String outcome(String key, String id, HttpResponse<String> response) {
        if (response.body().equals(
                "{\"data\":{\"activity\":{\"id\":\"" + id + "\",\"title\":\"Bearer " + key + " " + id + "\"}}}")) {
            return "found";
        }
        Matcher error = CODE.matcher(response.body());
        assertTrue(error.matches(), () -> key + " " + id + ": " + response.body());
        String code = error.group(1) == null ? error.group(2) : error.group(1);
        assertTrue(EXPECTED.contains(code), response::body);
        return code;
    }
}
