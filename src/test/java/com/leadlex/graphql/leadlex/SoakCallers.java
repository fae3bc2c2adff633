package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Two hundred callers with a key each. They ask for some activities at a time, the same ids as all others, and check all that
 * an answer says; some hang up.
 */
final class SoakCallers {

    static final int KEYS = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int IDS = 50;
    /** Between two operations of a caller; with about four look-ups each, that makes some hundred a second. */
    private static final int PAUSE_MILLIS = 1_600;
    /** Longer than any look-up may take, on a busy machine, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final URI service;
    private final BadDay day;
    private final int freshSeconds;
    private final int staleSeconds;

    /**
     * @param freshSeconds for how long an activity may be given without asking Leadlex
     * @param staleSeconds how old one may be that says that it is stale
     */
    SoakCallers(int port, BadDay day, int freshSeconds, int staleSeconds) {
        service = URI.create("http://localhost:" + port + "/graphql");
        this.day = day;
        this.freshSeconds = freshSeconds;
        this.staleSeconds = staleSeconds;
    }

    /** How many look-ups ended how: found, stale, or with which code. */
    Map<String, LongAdder> outcomes() {
        return outcomes;
    }

    static String key(int number) {
        return "wbk_soak_" + number;
    }

    void ask(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            String key = key(i);
            CompletableFuture<Void> one = new CompletableFuture<>();
            all.add(one);
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() - end < 0) {
                        Thread.sleep(ThreadLocalRandom.current().nextInt(2 * PAUSE_MILLIS));
                        askOnce(key);
                    }
                    one.complete(null);
                } catch (Exception | AssertionError e) {
                    one.completeExceptionally(e);
                }
            }, "caller-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        for (CompletableFuture<Void> one : all) {
            one.get(time.toSeconds() + 60, TimeUnit.SECONDS);
        }
    }

    private void askOnce(String key) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // Seldom more than a key has places for.
        int lookups = random.nextInt(30) == 0 ? 12 : 1 + random.nextInt(6);
        List<String> ids = IntStream.range(0, lookups).mapToObj(i -> "act_" + random.nextInt(IDS)).toList();
        long asked = System.nanoTime();
        CompletableFuture<HttpResponse<String>> sent = send(key, ids, "id title");
        if (random.nextInt(50) == 0) {
            try {
                sent.get(random.nextInt(300), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                sent.cancel(true);
                count("hung up");
            }
            return;
        }
        JsonNode answer = read(sent.get());
        for (int i = 0; i < lookups; i++) {
            check(key, ids.get(i), "a" + i, answer, asked);
        }
    }

    private void check(String key, String id, String alias, JsonNode answer, long asked) {
        JsonNode activity = answer.get("data").get(alias);
        if (!activity.isNull()) {
            assertEquals(id, activity.get("id").asText());
            String[] title = activity.get("title").asText().split(" ");
            assertEquals(List.of("Bearer", key, id), List.of(title).subList(0, 3));
            checkAge(BadDay.secondsSince(Long.parseLong(title[3]), asked), answer.path("extensions").path("leadlex"));
            return;
        }
        JsonNode error = error(alias, answer);
        JsonNode status = error.at("/extensions/upstream/status");
        assertTrue(status.isMissingNode() || day.told("Bearer " + key, id, status.intValue()),
                () -> key + " " + id + " was never told " + error);
        count(error.at("/extensions/code").asText());
    }

    /** Seconds that a period may have ended before: a second of the clock's, rounded, and one for the way. */
    private void checkAge(double seconds, JsonNode stale) {
        if (seconds <= freshSeconds + 2) {
            count("found");
            return;
        }
        assertTrue(stale.path("stale").asBoolean(), "ended " + seconds + " s ago, and does not say so");
        assertTrue(stale.get("ageSeconds").intValue() >= seconds - 2 && seconds <= staleSeconds + 2,
                () -> "ended " + seconds + " s ago, and says " + stale);
        count("stale");
    }

    /**
     * Asks for all of them at once.
     *
     * @return how many are not found, by code
     */
    Map<String, Long> failures(String key, List<String> ids, String fields) throws Exception {
        JsonNode answer = read(send(key, ids, fields).get());
        return IntStream.range(0, ids.size()).mapToObj(i -> "a" + i).filter(alias -> answer.get("data").get(alias).isNull())
                .map(alias -> error(alias, answer).at("/extensions/code").asText())
                .collect(Collectors.groupingBy(code -> code, Collectors.counting()));
    }

    private static JsonNode error(String alias, JsonNode answer) {
        for (JsonNode error : answer.path("errors")) {
            if (error.at("/path/0").asText().equals(alias)) {
                return error;
            }
        }
        throw new AssertionError("no error at " + alias + ": " + answer);
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, it -> new LongAdder()).increment();
    }

    private JsonNode read(HttpResponse<String> response) throws IOException {
        assertEquals(200, response.statusCode(), response::body);
        assertFalse(staleSeconds == 0 && response.body().contains("\"extensions\":{\"leadlex\""), response::body);
        return JSON.readTree(response.body());
    }

    CompletableFuture<HttpResponse<String>> send(String key, List<String> ids, String fields) throws IOException {
        String query = IntStream.range(0, ids.size())
                .mapToObj(i -> "a" + i + ":activity(id:\"" + ids.get(i) + "\"){" + fields + "}")
                .collect(Collectors.joining(" ", "{", "}"));
        return client.sendAsync(HttpRequest.newBuilder(service).timeout(PATIENCE).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query)))).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
