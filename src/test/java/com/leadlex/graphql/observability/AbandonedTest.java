package com.leadlex.graphql.observability;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.LogLines;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A caller that went away is told apart in the log and in the metrics. */
@QuarkusTest
class AbandonedTest {

    private static final String HEAD = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer wbk_gone\r\nX-Request-Id: gone\r\n";

    private final LogLines lines = new LogLines(OperationLog.CATEGORY);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    private static void sendAndGoAway(String request) throws IOException, InterruptedException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.sleep(200);
        }
    }

    private Map<String, String> line() throws InterruptedException {
        Map<String, String> facts = lines.facts();
        assertEquals("gone", facts.get("requestId"));
        assertEquals(1, lines.all().size());
        return facts;
    }

    private static long responses(int status) {
        String series = "facade_responses_total{status=\"" + status + "\"} ";
        return given().get("/q/metrics").then().extract().asString().lines().filter(line -> line.startsWith(series))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(series.length())))).sum();
    }

    @Test
    void aClientThatLeavesWhileLeadlexIsCalledIs499() throws IOException, InterruptedException {
        long before = responses(499);
        long answered = responses(200);
        String body = "{\"query\":\"query Activity { activity(id: \\\"act_slow\\\") { id } }\"}";
        sendAndGoAway(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        Map<String, String> line = line();
        assertEquals("499", line.get("status"));
        assertEquals("Activity", line.get("operation"));
        assertEquals(before + 1, responses(499));
        assertEquals(answered, responses(200));
    }

    @Test
    void aClientThatLeavesWhileItSendsItsBodyIs499() throws IOException, InterruptedException {
        long before = responses(499);
        sendAndGoAway(HEAD + "Content-Length: 100\r\n\r\n{\"query\"");
        assertEquals("499", line().get("status"));
        assertEquals(before + 1, responses(499));
    }

    @Test
    void eachStatusIsASeriesFromTheStart() {
        String scrape = given().get("/q/metrics").then().extract().asString();
        for (int status : List.of(200, 294, 400, 403, 405, 406, 408, 413, 415, 422, 499, 500)) {
            assertEquals(1, scrape.lines().filter(line -> line.startsWith("facade_responses_total{status=\"" + status + "\"}"))
                    .count(), "status " + status);
        }
    }
}
