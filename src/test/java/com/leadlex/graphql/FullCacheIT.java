package com.leadlex.graphql;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Contract, sections 6 and 11: what is remembered is bounded by bytes, so that 64 MiB of heap outlast any mix of activities.
 */
class FullCacheIT {

    private static final int MIB = 1 << 20;
    private static final int LOOKUPS = 20;

    private final RawLeadlex raw = new RawLeadlex(0);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private PackagedProcess service;
    private int port;

    @BeforeEach
    void start() throws Exception {
        String large = "x".repeat(MIB);
        raw.answers(exchange -> {
            if (raw.seen().size() > 100) {
                raw.seen().clear();
            }
            exchange.json(200, "{\"data\":{\"activity\":{\"id\":\"" + exchange.id() + "\",\"type\":\"call\",\"description\":\""
                    + (exchange.id().startsWith("large") ? large : "small") + "\"}}}");
        });
        service = PackagedProcess.start(List.of("-Xmx64m"),
                Map.of("LEADLEX_URL", "http://localhost:" + raw.port(), "LEADLEX_CACHE_TTL", "1H"));
        port = service.port();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        raw.close();
    }

    @Test
    void itIsFullOfActivitiesOf1MibThenOfSmallOnesThenOfBothAndOfUseAllTheTime() throws Exception {
        for (int i = 0; i < 80; i++) {
            ask("wbk_" + i % 7, "large_" + i, 1);
        }
        assertOfUse("large", 1);
        for (int i = 0; i < 250; i++) {
            ask("wbk_" + i % 50, "small_" + i, LOOKUPS);
        }
        assertOfUse("small", LOOKUPS);
        for (int i = 0; i < 100; i++) {
            ask("wbk_" + i % 50, i % 4 == 0 ? "large_again_" + i : "small_again_" + i, i % 4 == 0 ? 1 : LOOKUPS);
        }
        assertOfUse("mixed", LOOKUPS);
        assertTrue(service.isAlive());
        assertFalse(service.said("OutOfMemory"), "OutOfMemoryError");
    }

    /** What is asked for time and again is remembered, however full it is. */
    private void assertOfUse(String id, int lookups) throws Exception {
        for (int i = 0; i < 8; i++) {
            ask("wbk_often", id, lookups);
        }
        double before = cached();
        ask("wbk_often", id, lookups);
        double remembered = cached() - before;
        assertTrue(remembered >= 0.75 * lookups, () -> id + ": " + remembered + " of " + lookups);
    }

    private void ask(String key, String id, int lookups) throws Exception {
        String query = IntStream.range(0, lookups).mapToObj(i -> "a" + i + ":activity(id:\\\"" + id + "_" + i + "\\\"){id}")
                .collect(Collectors.joining(" ", "{", "}"));
        String found = IntStream.range(0, lookups).mapToObj(i -> "\"a" + i + "\":{\"id\":\"" + id + "_" + i + "\"}")
                .collect(Collectors.joining(",", "{\"data\":{", "}}"));
        assertEquals(found, client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private double cached() {
        return given().port(port).get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("leadlex_cached_total "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).findFirst().orElseThrow();
    }
}
