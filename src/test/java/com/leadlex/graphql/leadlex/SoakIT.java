package com.leadlex.graphql.leadlex;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.PackagedProcess;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Bad minutes of Leadlex, so many as {@code -Dsoak.minutes} says, for what was packaged with 64 MiB of heap: no answer is
 * another key's or id's, none is old and does not say so, and afterwards nothing is left behind.
 */
@Tag("soak")
@Tag("measuring")
class SoakIT {

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final Set<String> EXPECTED = Set.of("found", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "RATE_LIMITED",
            "UPSTREAM_ERROR", "UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_INVALID_RESPONSE", "OVERLOADED");
    private static final int PLACES = 4;
    private static final int QUEUE = 4;
    private static final int FRESH_SECONDS = 5;
    private static final int STALE_SECONDS = 60;
    /** Three of them are nearly all of the memory that one operation may have for answers, of which two are all. */
    private static final int LARGE = 1_200_000;

    /** So few places a key that one which is not given back shows; circuits that open late enough to see something. */
    private static final Map<String, String> SETTINGS = Map.of("LEADLEX_CONCURRENCY_PER_KEY", "" + PLACES,
            "LEADLEX_CONCURRENCY_QUEUE", "" + QUEUE, "LEADLEX_CIRCUIT_FAILURE_RATIO", "0.7");

    /** What must come back to where it was. */
    private record State(long files, long residentMib, Map<String, Long> underWay) {
    }

    @Test
    void everyAnswerBelongsToItsIdAndKeyAndNothingLeaks() throws Exception {
        soak(Map.of(), 0, 0, EXPECTED);
    }

    @Test
    void withTheCacheOnNoKeySeesAnothersActivitiesAndStaleOnesSayThatTheyAre() throws Exception {
        Set<String> expected = new HashSet<>(EXPECTED);
        expected.add("stale");
        soak(Map.of("LEADLEX_CACHE_TTL", FRESH_SECONDS + "S", "LEADLEX_CACHE_STALE_IF_ERROR", STALE_SECONDS + "S"),
                FRESH_SECONDS, STALE_SECONDS, expected);
    }

    private static void soak(Map<String, String> settings, int freshSeconds, int staleSeconds, Set<String> expected)
            throws Exception {
        BadDay day = new BadDay();
        Map<String, String> environment = new HashMap<>(SETTINGS);
        environment.putAll(settings);
        try (RawLeadlex raw = new RawLeadlex(0)) {
            environment.put("LEADLEX_URL", "http://localhost:" + raw.port());
            try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m", PackagedProcess.ALL_COMPILERS),
                    environment)) {
                SoakCallers callers = new SoakCallers(service.port(), day, freshSeconds, staleSeconds);
                State fresh = state(service);
                raw.answers(exchange -> exchange.json(200, BadDay.activity(exchange, 0)));
                callers.ask(Duration.ofSeconds(15));
                State warm = state(service);
                raw.answers(exchange -> {
                    if (raw.seen().size() > 100) {
                        raw.seen().clear();
                    }
                    day.answer(exchange);
                });
                callers.ask(TIME);
                State worn = state(service);
                System.out.printf("Outcomes: %s%nLeadlex: %s%n", callers.outcomes(), day.counts());

                raw.answers(SoakIT::answerAfterAWhile);
                Thread.sleep(12_000); // holds, open circuits and what is under way end
                allPlacesAreBack(callers);
                allMemoryIsBack(callers);
                Thread.sleep(70_000); // idle connections are closed
                State after = state(service);
                System.out.printf("At start %s%nwarm %s%nat the end %s%nidle %s%n", fresh, warm, worn, after);

                assertEquals(fresh.underWay, after.underWay);
                assertTrue(after.files <= fresh.files + 8, "descriptors");
                assertTrue(after.residentMib - warm.residentMib < 64, "memory");
                assertEquals(day.ways(), day.counts().keySet().stream().filter(way -> !way.equals("unchanged")).count(),
                        day.counts()::toString);
                assertTrue(callers.outcomes().keySet().containsAll(expected), callers.outcomes()::toString);
                for (String never : List.of("OutOfMemory", "\"level\":\"ERROR\"", "wbk_", "act_", "\\tat ")) {
                    assertFalse(service.said(never), never);
                }
            }
        }
    }

    private static void answerAfterAWhile(RawLeadlex.Exchange exchange) throws Exception {
        Thread.sleep(100);
        exchange.json(200, BadDay.activity(exchange, exchange.id().startsWith("act_large") ? LARGE : 0));
    }

    private static State state(PackagedProcess service) throws Exception {
        Map<String, Long> underWay = given().port(service.port()).get("/q/metrics").asString().lines()
                .filter(line -> line.matches("leadlex_(in_flight|(shared_)?circuits?_open) .*"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> (long) Double.parseDouble(line[1])));
        assertEquals(3, underWay.size(), underWay::toString);
        return new State(service.openFiles(), service.residentMebibytes(), underWay);
    }

    /** Every key gets as many look-ups through at once as it has places to look up and to wait, and no more. */
    private static void allPlacesAreBack(SoakCallers callers) throws Exception {
        for (int i = 0; i < SoakCallers.KEYS; i++) {
            String key = SoakCallers.key(i);
            // Alone: a circuit that was open lets one look-up through first.
            assertEquals(Map.of(), callers.failures(key, List.of("act_alone"), "id"), key);
            assertEquals(Map.of("OVERLOADED", 1L), callers.failures(key, ids("act_back", PLACES + QUEUE + 1), "id"), key);
        }
    }

    /** Two operations at a time that need nearly all that there is for answers get it, time and again. */
    private static void allMemoryIsBack(SoakCallers callers) throws Exception {
        for (int i = 0; i < 10; i++) {
            List<CompletableFuture<HttpResponse<String>>> both = new ArrayList<>();
            for (int j = 0; j < 2; j++) {
                both.add(callers.send(SoakCallers.key(2 * i + j), ids("act_large", 3), "description"));
            }
            for (CompletableFuture<HttpResponse<String>> each : both) {
                assertFalse(each.get().body().contains("\"errors\""), "there was no room");
            }
        }
    }

    private static List<String> ids(String prefix, int many) {
        return IntStream.range(0, many).mapToObj(i -> prefix + "_" + i).toList();
    }
}
