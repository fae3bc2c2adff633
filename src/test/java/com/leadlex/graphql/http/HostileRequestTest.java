package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.hamcrest.CoreMatchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a hostile client sends costs no more than a parse. The allowance is for a machine that does other work, too. */
@QuarkusTest
class HostileRequestTest {

    private static final long MILLISECONDS = 1_000;

    /** REST Assured would take seconds over such bodies itself. */
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static void refused(int status, String code, String body) {
        ask(body);
        long start = System.nanoTime();
        HttpResponse<String> response = ask(body);
        long took = (System.nanoTime() - start) / 1_000_000;
        assertEquals(status, response.statusCode());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
        assertTrue(took < MILLISECONDS, "took " + took + " ms");
    }

    private static HttpResponse<String> ask(String body) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/graphql"))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String query(CharSequence query) {
        return "{\"query\":\"" + query + "\"}";
    }

    @Test
    void deeplyNestedJson() {
        refused(400, "BAD_REQUEST",
                "{\"query\":\"{__typename}\",\"variables\":{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}");
        refused(400, "BAD_REQUEST", "{\"ignored\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");
    }

    @Test
    void aHugeBody() {
        refused(413, "PAYLOAD_TOO_LARGE", "{\"query\":\"" + "x".repeat(5_000_000) + "\"}");
    }

    @Test
    void aBodyAtTheLimitIsRead() {
        String frame = "{\"query\":\"{ __typename }\"}";
        assertEquals(200, ask(frame + " ".repeat(256 * 1024 - frame.length())).statusCode());
        assertEquals(413, ask(frame + " ".repeat(256 * 1024 - frame.length() + 1)).statusCode());
    }

    @Test
    void aThousandAliases() {
        StringBuilder query = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            query.append(" a").append(i).append(":__typename");
        }
        refused(200, "OPERATION_TOO_COMPLEX", query(query + "}"));
    }

    @Test
    void tooManyTokens() {
        refused(200, "OPERATION_TOO_COMPLEX", query("{" + " __typename".repeat(20_000) + "}"));
    }

    @Test
    void deeplyNestedSelections() {
        refused(200, "OPERATION_TOO_COMPLEX", query("{a".repeat(7_000) + "}".repeat(7_000)));
    }

    @Test
    void fragmentCycles() {
        refused(200, "GRAPHQL_VALIDATION_FAILED", query("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"));
    }

    @Test
    void anIntrospectionBomb() {
        String level = "{ fields { type ";
        refused(200, "OPERATION_TOO_COMPLEX",
                query("{ __schema { types " + level.repeat(30) + "{ name }" + "} }".repeat(30) + " } }"));
    }

    @Test
    void aThousandRequestsInOne() {
        refused(400, "BAD_REQUEST", Collections.nCopies(1_000, query("{ __typename }")).toString());
    }

    @Test
    void numbersThatWouldFillTheMemory() {
        Ask.post("{\"query\":\"query A($id: ID!) { activity(id: $id) { id } }\",\"variables\":{\"id\":1e999999999}}")
                .statusCode(200)
                .body("errors[0].extensions.code", equalTo("BAD_USER_INPUT"));
        Ask.post("{\"query\":\"{__typename}\",\"variables\":{\"id\":" + "9".repeat(100_000) + "}}").statusCode(400);
    }

    @Test
    void manyNames() {
        StringBuilder json = new StringBuilder("{\"query\":\"{__typename}\"");
        for (int i = 0; i < 15_000; i++) {
            json.append(",\"n").append(i).append("\":0");
        }
        String body = json.append('}').toString();
        for (int i = 0; i < 3; i++) {
            assertEquals(200, ask(body).statusCode());
        }
    }

    @Test
    void loneSurrogatesAreAnswered() {
        Ask.post("{\"query\":\"{ \\ud800 }\"}").statusCode(200).body("errors[0].extensions.code",
                equalTo("GRAPHQL_PARSE_FAILED"));
        Ask.post("{\"query\":\"{ activity(id: \\\"\\ud800\\\") { id } }\"}").statusCode(200);
    }
}
