package com.leadlex.graphql.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class ScrapeTest {

    private static final String KEY = "wbk_scraped";

    @Test
    void theFiguresAddUpAfterAMixedRun() {
        StandIn.answersLate("act_scraped", 1_200);
        String before = scrape();
        for (String id : List.of("act_call", "act_email", "act_error-401", "act_error-403", "act_error-404", "act_error-503",
                "act_malformed",
                "not an id")) {
            ask("Activity", id);
        }
        ask("Clients", "act_note");
        askAtOnce("act_scraped", 5);
        ask("Activity", "act_error-429");
        ask("Activity", "act_call");
        String after = scrape();

        int sent = StandIn.count(
                "{'method': 'GET', 'urlPathPattern': '/v1/activities/.*', 'headers': {'Authorization': {'equalTo': 'Bearer "
                        + KEY + "'}}}");
        assertEquals(sent, more("leadlex_calls_seconds_count", before, after));
        assertEquals(4, more("leadlex_calls_seconds_count{outcome=\"success\"}", before, after));
        assertEquals(3, more("leadlex_calls_seconds_count{outcome=\"upstream_error\"}", before, after));
        assertEquals(1, more("leadlex_calls_seconds_count{outcome=\"not_found\"}", before, after));
        assertEquals(1, more("leadlex_calls_seconds_count{outcome=\"upstream_invalid_response\"}", before, after));
        assertEquals(2, more("leadlex_retries_total", before, after));
        assertEquals(4, more("leadlex_coalesced_total", before, after));
        assertEquals(1, more("leadlex_held_total", before, after));
        assertEquals(0, sum("leadlex_in_flight", after));
        assertEquals(0, sum("leadlex_circuits_open", after));

        assertEquals(16, more("facade_operations_seconds_count", before, after));
        assertEquals(1, more("facade_operations_seconds_count{operation=\"other\",outcome=\"success\"}", before, after));
        assertEquals(7, more("facade_operations_seconds_count{operation=\"Activity\",outcome=\"success\"}", before, after));
        assertEquals(2,
                more("facade_operations_seconds_count{operation=\"Activity\",outcome=\"rate_limited\"}", before, after));
        assertEquals(1,
                more("facade_operations_seconds_count{operation=\"Activity\",outcome=\"bad_user_input\"}", before, after));
    }

    @Test
    void neitherKeysNorIdsNorOperationNamesOfClientsAreInTheMetrics() {
        ask("Clients", "act_call");
        String scrape = scrape();
        for (String secret : List.of(KEY, "act_", "Clients")) {
            assertFalse(scrape.contains(secret), secret);
        }
    }

    @Test
    void theDashboardTheAlertsAndTheDocsNameOnlyMetricsThatExist() throws IOException {
        ask("Activity", "act_call");
        String scrape = scrape();
        Set<String> named = new TreeSet<>();
        for (String file : List.of("docker/README.md", "docker/observability/dashboard.json",
                "docker/observability/alerts.yml")) {
            Matcher matcher = Pattern.compile("(?<![\\w.])(?:facade|leadlex)_[a-z_]+").matcher(Files.readString(Path.of(file)));
            while (matcher.find()) {
                named.add(matcher.group());
            }
        }
        assertTrue(named.size() >= 7, "found only " + named);
        assertEquals(List.of(),
                named.stream().filter(name -> !scrape.contains("\n" + name + "{") && !scrape.contains("\n" + name + " ")
                        && !scrape.contains("\n" + name + "_count{")).toList());
    }

    private static void askAtOnce(String id, int times) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(CompletableFuture.runAsync(() -> ask("Activity", id), task -> new Thread(task).start()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private static void ask(String operation, String id) {
        given().header("Authorization", "Bearer " + KEY).contentType("application/json")
                .body(Map.of("query", "query " + operation + "($id: ID!) { activity(id: $id) { id } }", "variables",
                        Map.of("id", id)))
                .post("/graphql").then().statusCode(200);
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static long more(String series, String before, String after) {
        return sum(series, after) - sum(series, before);
    }

    /** @param series a name, or a name with all its labels in alphabetical order */
    private static long sum(String series, String scrape) {
        return Math.round(scrape.lines().filter(line -> line.startsWith(series + " ") || line.startsWith(series + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum());
    }
}
