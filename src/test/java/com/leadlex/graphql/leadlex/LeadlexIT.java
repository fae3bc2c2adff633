package com.leadlex.graphql.leadlex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.leadlex.graphql.PackagedProcess;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** What was packaged, between its callers and a Leadlex on a bare socket, which does what the asked id says. */
class LeadlexIT {

    private static final AtomicInteger HANGING = new AtomicInteger();

    private static RawLeadlex leadlex;
    private static PackagedProcess service;
    private static CompletableFuture<ValidatableResponse> hangs;

    @BeforeAll
    static void start() throws Exception {
        leadlex = new RawLeadlex(0);
        leadlex.answers(LeadlexIT::asTheIdSays);
        service = PackagedProcess.start(List.of("-Dleadlex.timeout.attempt=2S"),
                Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port() + "/"));
        service.port();
        hangs = CompletableFuture.supplyAsync(() -> ask("hangs"));
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        leadlex.close();
    }

    private static void asTheIdSays(RawLeadlex.Exchange exchange) throws Exception {
        String id = exchange.id();
        switch (id.substring(0, id.contains("-") ? id.indexOf('-') : id.length())) {
            // A 204 has no body (RFC 9110, section 15.3.5).
            case "status" -> exchange.json(Integer.parseInt(id.substring(7)),
                    id.equals("status-204") ? "" : "{\"error\":{\"code\":\"said_so\"}}", "Location: /v1/activities/elsewhere");
            case "html" -> exchange.json(200, "<html></html>");
            case "none" -> exchange.json(200, "{\"data\":{\"activity\":null}}");
            case "other" -> exchange.json(200, "{\"data\":{\"activity\":{\"id\":\"another\",\"type\":\"call\"}}}");
            case "untyped" -> exchange.json(200, "{\"data\":{\"activity\":{\"id\":\"" + id + "\"}}}");
            case "huge" -> exchange.json(200, " ".repeat(9_000_000));
            case "reset" -> exchange.reset();
            case "cut" -> {
                exchange.head(200, new String[0], "Content-Length: 1000", "Content-Type: application/json");
                exchange.write("{\"data\"".getBytes(StandardCharsets.UTF_8));
            }
            case "slow" -> {
                Thread.sleep(800);
                exchange.activity();
            }
            case "hangs" -> {
                HANGING.incrementAndGet();
                Thread.sleep(20_000);
            }
            default -> exchange.activity();
        }
    }

    @ParameterizedTest
    @CsvSource({ "400, UPSTREAM_ERROR, false, 1", "401, UNAUTHENTICATED, false, 1", "403, FORBIDDEN, false, 1",
            "404, NOT_FOUND, false, 1", "418, UPSTREAM_ERROR, false, 1", "429, RATE_LIMITED, true, 1",
            "500, UPSTREAM_ERROR, true, 3", "503, UPSTREAM_ERROR, true, 3", "204, UPSTREAM_INVALID_RESPONSE, false, 1",
            "302, UPSTREAM_INVALID_RESPONSE, false, 1" })
    void aStatusHasItsCodeAndItsNumberOfAttempts(int status, String code, boolean retryable, int attempts) {
        ask("status-" + status).body("data.activity", nullValue()).body("errors[0].path", equalTo(List.of("activity")))
                .body("errors[0].extensions.code", equalTo(code)).body("errors[0].extensions.retryable", equalTo(retryable))
                .body("errors[0].extensions.upstream.status", equalTo(status))
                .body(not(containsString("127.0.0.1"))).body(not(containsString("wbk_")));
        assertEquals(attempts, requests("status-" + status));
        assertEquals(0, requests("elsewhere"), "a redirect is not followed");
    }

    @ParameterizedTest
    @CsvSource({ "html, UPSTREAM_INVALID_RESPONSE, false, 1", "none, UPSTREAM_INVALID_RESPONSE, false, 1",
            "other, UPSTREAM_INVALID_RESPONSE, false, 1", "untyped, UPSTREAM_INVALID_RESPONSE, false, 1",
            "huge, UPSTREAM_INVALID_RESPONSE, false, 1", "reset, UPSTREAM_UNAVAILABLE, true, 3",
            "cut, UPSTREAM_UNAVAILABLE, true, 3" })
    void anUnusableAnswerHasItsCodeAndItsNumberOfAttempts(String id, String code, boolean retryable, int attempts) {
        ask(id).body("data.activity", nullValue()).body("errors[0].extensions.code", equalTo(code))
                .body("errors[0].extensions.retryable", equalTo(retryable))
                .body(not(containsString("127.0.0.1"))).body(not(containsString("java")));
        assertEquals(attempts, requests(id));
    }

    /** Asked from the start, beside the others. */
    @Test
    void aLeadlexThatHangsIsATimeoutAfterThreeAttempts() throws Exception {
        hangs.get(30, TimeUnit.SECONDS).body("data.activity", nullValue())
                .body("errors[0].extensions.code", equalTo("UPSTREAM_TIMEOUT"))
                .body("errors[0].extensions.retryable", equalTo(true))
                .body(not(containsString("127.0.0.1"))).body(not(containsString("java")));
        assertEquals(3, HANGING.get());
    }

    @Test
    void equalLookUpsOfAnOperationAreOneCall() {
        String query = IntStream.range(0, 10).mapToObj(i -> "a" + i + ": activity(id: \"slow-equal\") { id }")
                .collect(Collectors.joining(" ", "{ ", " }"));
        caller("wbk_equal").body(Map.of("query", query)).post("/graphql").then().body("data.a9.id", equalTo("slow-equal"));
        assertEquals(1, requests("slow-equal"));
    }

    @Test
    void onlyTheKeyTheTraceAndTheRequestIdGoAlong() {
        caller("wbk_headers").header("Cookie", "a=b").header("X-Other", "x").header("X-Request-Id", "it-7")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .body(Map.of("query", "{ activity(id: \"headers\") { id } }")).post("/graphql").then().statusCode(200);
        Map<String, String> sent = leadlex.seen().stream().filter(it -> it.id().equals("headers")).findFirst()
                .orElseThrow().headers;
        assertEquals("Bearer wbk_headers", sent.get("authorization"));
        assertEquals("it-7", sent.get("x-request-id"));
        assertEquals("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", sent.get("traceparent"));
        assertNull(sent.get("cookie"));
        assertNull(sent.get("x-other"));
    }

    @Test
    void anOperationOverALimitSendsNothing() {
        String query = IntStream.range(0, 21).mapToObj(i -> "a" + i + ": activity(id: \"over\") { id }")
                .collect(Collectors.joining(" ", "{ ", " }"));
        caller("wbk_over").body(Map.of("query", query)).post("/graphql").then()
                .body("errors[0].extensions.code", equalTo("OPERATION_TOO_COMPLEX"));
        assertEquals(0, requests("over"));
    }

    @Test
    void aCircuitThatOpensIsThatOfItsKeyAlone() {
        String query = IntStream.range(0, 10).mapToObj(i -> "a" + i + ": activity(id: \"status-503-" + i + "\") { id }")
                .collect(Collectors.joining(" ", "{ ", " }"));
        leadlex.answers(exchange -> {
            if (exchange.key().contains("broken")) {
                exchange.json(503, "{}");
            } else {
                asTheIdSays(exchange);
            }
        });
        caller("wbk_broken").body(Map.of("query", query)).post("/graphql").then().statusCode(200);
        caller("wbk_broken").body(Map.of("query", "{ activity(id: \"x\") { id } }")).post("/graphql").then()
                .body("errors[0].extensions.code", equalTo("UPSTREAM_UNAVAILABLE"));
        caller("wbk_whole").body(Map.of("query", "{ activity(id: \"x\") { id } }")).post("/graphql").then()
                .body("data.activity.id", equalTo("x"));
        given().port(port()).get("/q/metrics").then().body(containsString("leadlex_circuits_open 1.0"),
                containsString("leadlex_calls_seconds_count{outcome=\"upstream_error\""));
        leadlex.answers(LeadlexIT::asTheIdSays);
    }

    private static long requests(String id) {
        return leadlex.seen().stream().filter(it -> it.id().equals(id)).count();
    }

    /** With a key of its own: a 429 and a circuit are those of a key. */
    private static ValidatableResponse ask(String id) {
        return caller("wbk_" + id)
                .body(Map.of("query", "query($id: ID!) { activity(id: $id) { id type } }", "variables", Map.of("id", id)))
                .post("/graphql").then().statusCode(200);
    }

    private static RequestSpecification caller(String key) {
        return given().port(port()).header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static int port() {
        try {
            return service.port();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
