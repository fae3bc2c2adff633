package com.leadlex.graphql.leadlex;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

import com.leadlex.graphql.PackagedProcess;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Bad minutes of Leadlex, so many as {@code -Dsoak.minutes} says, for what was packaged with 64 MiB of heap: no answer is
 * another key's or id's, and afterwards nothing is left behind.
 */
@Tag("soak")
class SoakIT {

    private static final Logger LOG = Logger.getLogger(SoakIT.class);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final Pattern CODE = Pattern.compile("\\{\"errors\":\\[\\{.*\"code\":\"([A-Z_]+)\".*}],"
            + "\"data\":\\{\"activity\":null}}");
    private static final Set<String> EXPECTED = Set.of("UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "RATE_LIMITED",
            "UPSTREAM_ERROR", "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_INVALID_RESPONSE");
    private static final int KEYS = 200;
    private static final int PLACES = 4;
    private static final int QUEUE = 4;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private int port;

    /** So few places a key that one which is not given back shows; circuits that open late enough to see something. */
    private static final Map<String, String> SETTINGS = Map.of("LEADLEX_CONCURRENCY_PER_KEY", "" + PLACES,
            "LEADLEX_CONCURRENCY_QUEUE", "" + QUEUE, "LEADLEX_CIRCUIT_FAILURE_RATIO", "0.7", "FACADE_LOG_OPERATIONS", "false");

    @Test
    void everyAnswerBelongsToItsIdAndKeyAndNothingLeaks() throws Exception {
        BadDay day = new BadDay();
        try (RawLeadlex raw = new RawLeadlex(0)) {
            Map<String, String> environment = new ConcurrentSkipListMap<>(SETTINGS);
            environment.put("LEADLEX_URL", "http://localhost:" + raw.port());
            try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"), environment)) {
                port = service.port();
                warmUp(raw);
                State before = state(service);
                raw.answers(exchange -> {
                    if (raw.seen().size() > 100) {
                        raw.seen().clear();
                    }
                    day.answer(exchange);
                });
                askFor(TIME);
                LOG.infof("Outcomes: %s, Leadlex: %s", outcomes, day.counts());

                raw.answers(exchange -> {
                    Thread.sleep(100);
                    BadDay.found(exchange);
                });
                Thread.sleep(10_000); // holds, open circuits and what is under way end
                allPlacesAreBack();
                Thread.sleep(65_000); // idle connections are closed
                State after = state(service);
                LOG.infof("Before %s, after %s", before, after);

                assertEquals(0, after.inFlight);
                assertTrue(after.files - before.files < 16, "descriptors");
                assertTrue(after.residentMib - before.residentMib < 96, "memory");
                assertEquals(day.ways(), day.counts().size(), day.counts()::toString);
                assertTrue(outcomes.keySet().containsAll(EXPECTED), outcomes::toString);
                assertFalse(service.output().contains("OutOfMemory") || service.output().contains("\"level\":\"ERROR\""),
                        service.output());
                assertFalse(service.output().contains("wbk_"), "a key is in the log");
            }
        }
    }

    /** What must come back to where it was. */
    private record State(long files, long residentMib, long inFlight) {
    }

    private State state(PackagedProcess service) throws Exception {
        String inFlight = given().port(port).get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("leadlex_in_flight")).findFirst().orElseThrow();
        return new State(service.openFiles(), service.residentMebibytes(),
                (long) Double.parseDouble(inFlight.substring(inFlight.lastIndexOf(' '))));
    }

    private void warmUp(RawLeadlex raw) throws Exception {
        raw.answers(BadDay::found);
        askFor(Duration.ofSeconds(10));
        outcomes.clear();
    }

    private void askFor(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<Void>> askers = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "wbk_soak_" + i;
            CompletableFuture<Void> asker = new CompletableFuture<>();
            askers.add(asker);
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() - end < 0) {
                        String outcome = ask(key, "act_" + ThreadLocalRandom.current().nextInt(50));
                        outcomes.computeIfAbsent(outcome, it -> new LongAdder()).increment();
                        Thread.sleep(50);
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
            asker.get(time.toSeconds() + 60, TimeUnit.SECONDS);
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

    private HttpRequest request(String key, String id) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
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
        String code = error.group(1);
        assertTrue(EXPECTED.contains(code) || code.equals("OVERLOADED"), response::body);
        return code;
    }
}
