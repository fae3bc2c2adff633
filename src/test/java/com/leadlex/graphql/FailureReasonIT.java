package com.leadlex.graphql;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * "Why did this request fail at 03:12?": the log of what was packaged answers it, whatever the reason, and warns once of what
 * an operator has to mend.
 */
class FailureReasonIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Time for two attempts that are not answered. */
    private static final Map<String, String> SHORT = Map.of("LEADLEX_TIMEOUT_ATTEMPT", "2S", "LEADLEX_TIMEOUT_TOTAL", "3S");

    private final HttpClient client = HttpClient.newHttpClient();
    private PackagedProcess service;
    private int port;

    @Test
    void whatLeadlexDidWrong() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0); PackagedProcess started = start("http://localhost:" + raw.port(), SHORT)) {
            service = started;
            port = service.port();

            raw.answers(FailureReasonIT::asTheKeySays);
            String silent = send("silent"); // for as long as the others take
            assertLine("WARN", "UPSTREAM_ERROR", "status", 503, 3, ask("unavailable"));
            assertLine("WARN", "UPSTREAM_ERROR", "status", 418, 1, ask("teapot"));
            assertLine("INFO", "NOT_FOUND", "status", 404, 1, ask("missing"));
            assertLine("INFO", "UNAUTHENTICATED", "status", 401, 1, ask("refused"));
            assertLine("WARN", "UPSTREAM_INVALID_RESPONSE", "body", 200, 1, ask("garbage"));
            assertLine("WARN", "UPSTREAM_INVALID_RESPONSE", "status", 302, 1, ask("redirect"));
            assertLine("WARN", "UPSTREAM_UNAVAILABLE", "reset", null, 3, ask("reset"));
            assertLine("WARN", "UPSTREAM_UNAVAILABLE", "closed", null, 3, ask("closed"));
            assertLine("INFO", "RATE_LIMITED", "status", 429, 1, ask("limited"));
            assertLine("INFO", "RATE_LIMITED", "held", null, 0, ask("limited"));
            assertLine("WARN", "UPSTREAM_TIMEOUT", "timeout", null, 2, line(silent));
        }
    }

    private static void asTheKeySays(RawLeadlex.Exchange exchange) throws Exception {
        switch (exchange.key().substring("Bearer wbk_".length())) {
            case "unavailable" -> exchange.json(503, "{}");
            case "teapot" -> exchange.json(418, "{}");
            case "missing" -> exchange.json(404, "{}");
            case "refused" -> exchange.json(401, "{}");
            case "garbage" -> exchange.json(200, "no JSON");
            case "redirect" -> exchange.json(302, "", "Location: http://localhost/");
            case "limited" -> exchange.json(429, "{}", "Retry-After: 60");
            case "reset" -> exchange.reset();
            case "silent" -> Thread.sleep(TimeUnit.SECONDS.toMillis(30));
            default -> {
                // Returns without an answer, so the connection is closed.
            }
        }
    }

    @Test
    void aHostThatNobodyKnows() throws Exception {
        whereLeadlexIs("http://leadlex.invalid", "dns", "Leadlex cannot be reached (dns): " + (PackagedProcess.isNative()
                ? "leadlex.invalid: " // in the words of the system
                : "Failed to resolve 'leadlex.invalid'"));
    }

    @Test
    void aPortOnWhichNobodyListens() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        whereLeadlexIs("http://localhost:" + port, "connect", "Leadlex cannot be reached (connect): ");
    }

    @Test
    void aServerThatSpeaksNoTls() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0)) {
            whereLeadlexIs("https://localhost:" + raw.port(), "tls",
                    "Leadlex cannot be reached (tls): the connection was closed during the handshake");
        }
    }

    private void whereLeadlexIs(String url, String cause, String warning) throws Exception {
        try (PackagedProcess started = start(url, Map.of())) {
            service = started;
            port = service.port();
            ask("something");
            JsonNode line = ask("anything");
            assertLine("WARN", "UPSTREAM_UNAVAILABLE", cause, null, line.at("/mdc/attempts").asInt(), line);
            assertTrue(line.at("/mdc/attempts").asInt() >= 1, line.toString());
            ToMendIT.assertWarnedOnce(service, warning);
        }
    }

    private static PackagedProcess start(String leadlex, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LEADLEX_URL", leadlex);
        return PackagedProcess.start(List.of(), environment);
    }

    /**
     * Each key has circuits and holds of its own.
     *
     * @return the operation's line
     */
    private JsonNode ask(String key) throws Exception {
        return line(send(key));
    }

    /** @return the request's id */
    private String send(String key) {
        String id = key + "-" + System.nanoTime();
        client.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer wbk_" + key)
                .header("X-Request-Id", id)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"query Why { activity(id: \\\"act_1\\\") { id } }\"}"))
                .build(), HttpResponse.BodyHandlers.ofString());
        return id;
    }

    private JsonNode line(String id) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            for (String line : service.output().split("\n")) {
                if (line.contains(id) && line.endsWith("}")) {
                    return JSON.readTree(line);
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no line:\n" + service.output());
    }

    private static void assertLine(String level, String code, String cause, Integer upstreamStatus, int attempts,
            JsonNode line) {
        assertEquals(level, line.get("level").asText(), line.toString());
        JsonNode facts = line.get("mdc");
        assertEquals("query", facts.get("type").asText());
        assertEquals(200, facts.get("status").intValue());
        assertTrue(facts.get("status").isInt() && facts.get("durationMs").isNumber(), line.toString());
        assertEquals(code, facts.get("codes").asText(), line.toString());
        assertEquals(cause, facts.path("cause").asText(), line.toString());
        assertEquals(upstreamStatus, facts.has("upstreamStatus") ? facts.get("upstreamStatus").intValue() : null,
                line.toString());
        assertEquals(attempts, facts.get("attempts").intValue(), line.toString());
    }
}
