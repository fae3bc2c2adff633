package com.leadlex.graphql;

import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an operator has to mend is one WARN a minute that says what, with the reason, and a metric that an alert asks for. */
class ToMendIT {

    private static final Map<String, String> SERVER = Map.of("FACADE_AUTH_MODE", "server", "LEADLEX_API_KEY", "wbk_own_key");

    @Test
    void aRefusedOwnKeyIsAWarningAndTheSeriesOfAlertsStartAtZero() throws Exception {
        Map<String, String> environment = new HashMap<>(SERVER);
        environment.put("FACADE_AUTH_ALLOW_ANONYMOUS", "true");
        try (RawLeadlex raw = new RawLeadlex(0)) {
            environment.put("LEADLEX_URL", "http://localhost:" + raw.port());
            try (PackagedProcess service = PackagedProcess.start(List.of(), environment)) {
                Alerts.assertEachSeriesIsThereAtZero(
                        given().port(service.port()).get("/q/metrics").then().statusCode(200).extract().asString());
                raw.answers(exchange -> exchange.json(401, "{}"));
                for (int i = 0; i < 3; i++) {
                    ask(service).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
                }
                raw.answers(exchange -> exchange.json(404, "{}"));
                ask(service);
                assertMetric(service, "leadlex_own_key_refused_total{status=\"401\"} 3.0");
                assertMetric(service, "leadlex_own_key_refused_total{status=\"403\"} 0.0");
                assertWarnedOnce(service, "Leadlex refuses this service's own key (401)");
            }
        }
    }

    @Test
    void aWrongPathIsAWarningAndACallersKeyIsNone() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0);
                PackagedProcess service = PackagedProcess.start(List.of(),
                        Map.of("LEADLEX_URL", "http://localhost:" + raw.port()))) {
            raw.answers(exchange -> exchange.json(401, "{}"));
            ask(service).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            assertMetric(service, "leadlex_own_key_refused_total{status=\"401\"} 0.0");
            assertTrue(lines(service, "refuses").isEmpty(), service.output());

            raw.answers(exchange -> exchange.json(404, "<html>"));
            for (int i = 0; i < 7; i++) {
                ask(service).body("errors[0].extensions.code", equalTo("NOT_FOUND"));
            }
            assertWarnedOnce(service, "check that LEADLEX_URL is right");
        }
    }

    @Test
    void aJwksThatCannotBeFetchedIsAWarning() throws Exception {
        Map<String, String> environment = new HashMap<>(SERVER);
        environment.putAll(Map.of("MP_JWT_VERIFY_ISSUER", "https://issuer.example", "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                "http://localhost:" + unused() + "/jwks", "FACADE_AUTH_JWKS_PAUSE", "50MS"));
        try (PackagedProcess service = PackagedProcess.start(List.of(), environment)) {
            ask(service).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
            Thread.sleep(500); // some more fetches
            assertMetric(service, "facade_jwks_out_of_reach 1.0");
            assertWarnedOnce(service, "Cannot fetch the JWKS");
        }
    }

    private static int unused() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static ValidatableResponse ask(PackagedProcess service) throws Exception {
        return given().port(service.port()).contentType("application/json").header("Authorization", "Bearer a.b.c")
                .body(Map.of("query", "{ activity(id: \"act_1\") { id } }")).post("/graphql").then().statusCode(200);
    }

    private static void assertMetric(PackagedProcess service, String line) throws Exception {
        given().port(service.port()).get("/q/metrics").then().body(containsString(line));
    }

    static void assertWarnedOnce(PackagedProcess service, String text) throws Exception {
        service.awaitLine(text);
        List<String> lines = lines(service, text);
        assertEquals(1, lines.size(), service.output());
        assertTrue(lines.get(0).contains("\"level\":\"WARN\"") && !lines.get(0).contains("wbk_"), lines::toString);
    }

    private static List<String> lines(PackagedProcess service, String text) throws Exception {
        return service.output().lines().filter(line -> line.contains(text)).toList();
    }
}
