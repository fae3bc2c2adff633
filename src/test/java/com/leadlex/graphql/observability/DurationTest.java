package com.leadlex.graphql.observability;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Operations are measured from the request's last byte. */
@QuarkusTest
class DurationTest {

    private static final String BODY = "{\"query\":\"query ActivityTypes { __typename }\"}";

    private static double seconds(String figure) {
        return given().get("/q/metrics").then().extract().asString().lines()
                .filter(line -> line.startsWith("facade_operations_seconds_" + figure + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    void theDurationExcludesTheTimeToSendTheBody() throws IOException, InterruptedException {
        double countBefore = seconds("count");
        double before = seconds("sum");
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                            + BODY.length() + "\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(1_000);
            out.write(BODY.substring(1).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
        assertEquals(countBefore + 1, seconds("count"));
        assertTrue(seconds("sum") - before < 0.9, "took " + (seconds("sum") - before) + " s");
    }
}
