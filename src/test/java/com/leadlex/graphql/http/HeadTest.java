package com.leadlex.graphql.http;

import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An answer of ours to HEAD has no content (RFC 9110, section 9.3.2). */
@QuarkusTest
class HeadTest {

    private static final String PATHS = """
            /graphql, 405
            /graphql?query=%7B__typename%7D, 405
            /graphql?query=%7B__typename%7D&variables=7, 405
            /graphql/schema.graphql, 200
            /graphiql, 405
            /graphql/nope, 404
            /nope, 404
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PATHS)
    void hasNoContent(String path, int status) throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertEquals(answer.length() - 4, answer.indexOf("\r\n\r\n"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({ "HTTP/9.9, 505", "HTTP/1.1, 200" })
    void anotherVersionOfHttpIsRefusedWithAnAnswerOfOurs(String version, int status) throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(("GET /q/health/live " + version + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith(version + " " + status + " "), answer);
            assertTrue(status == 200 || answer.contains("x-request-id: "), answer);
        }
    }
}
