package com.leadlex.graphql.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where the end of a request can be seen in two places, what follows it on its connection is never run. */
@QuarkusTest
class RequestFramingTest {

    private static final String BODY = "{\"query\":\"{__typename}\"}";
    private static final String BEHIND = "GET /graphql?query=%7Bbehind:__typename%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final List<String> ODD = List.of("Transfer-Encoding: xchunked", "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: ,chunked",
            "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Transfer-Encoding : chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 24", "Content-Length: 24\r\nContent-Length: 3",
            "Content-Length: +24", "Content-Length: -1", "Content-Length: 0x18", "Content-Length: 24 1", ": no-name\r\n"
                    + "Transfer-Encoding: chunked",
            "X: \0\r\nTransfer-Encoding: chunked", "X: a\rb\r\nTransfer-Encoding: chunked",
            "X: y\nTransfer-Encoding: chunked");

    @Test
    void nothingRunsBehindAnAmbiguouslyFramedRequest() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        double before = operations();
        for (int i = 0; i < 10 * ODD.size(); i++) {
            String odd = ODD.get(i % ODD.size());
            String more = random.nextBoolean() ? "X-" + random.nextInt(1_000) + ": y\r\n" : "";
            String request = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + more + odd + "\r\n\r\n"
                    + Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n" + BEHIND;
            String answers = answers(request, 1 + random.nextInt(request.length() - 1));
            assertFalse(answers.contains("behind"), () -> odd + ", seed " + seed + ": " + answers);
            assertTrue(answers.startsWith("HTTP/1.1 400 ") || answers.startsWith("HTTP/1.0 400 "),
                    () -> odd + ", seed " + seed + ": " + answers);
        }
        assertEquals(before, operations(), "something ran behind, though its answer was lost; seed " + seed);
    }

    /** How many have been run since the start. */
    private static double operations() {
        return RestAssured.get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("facade_operations_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    /** In two pieces. */
    private static String answers(String request, int cut) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            StringBuilder answers = new StringBuilder();
            try {
                socket.getOutputStream().write(bytes, 0, cut);
                socket.getOutputStream().write(bytes, cut, bytes.length - cut);
                for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                    answers.append((char) next);
                }
            } catch (java.net.SocketException e) {
                // Reset, since not all was read.
            }
            return answers.toString();
        }
    }

    /** A chunk's size, its end, and the trailers. */
    @ParameterizedTest
    @ValueSource(strings = { "x\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n", "2\r\n{}}}}\r\n0\r\n\r\n",
            "1\r\n{\r\nzz\r\n", "ffffffffff\r\n" })
    void aMalformedChunkIs400AndTheConnectionIsClosed(String chunks) throws IOException {
        for (boolean headFirst : new boolean[] { true, false }) {
            String head = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
                    + "\r\n\r\n";
            String answer = answers(head + chunks, headFirst ? head.length() : 40);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("connection: close\r\n") && answer.contains("x-request-id: "), answer);
            assertTrue(answer.contains("\"BAD_REQUEST\"") || answer.contains("\"GRAPHQL_PARSE_FAILED\""), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "close, x", "x, close", "CLOSE" })
    void closeAmongOtherOptionsClosesTheConnection(String connection) throws IOException {
        String answers = answers("GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: x\r\nConnection: " + connection
                + "\r\n\r\n" + BEHIND, 40);
        assertEquals(2, answers.split("HTTP/1.1 ", -1).length, answers);
    }

    /** Without {@code quarkus.http.http2=true}: the answer is text, not frames. */
    @Test
    void http2WithPriorKnowledgeIsNotSpoken() throws IOException {
        String answer = answers("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", 24);
        assertTrue(answer.startsWith("HTTP/") && answer.contains(" 400 "), answer);
    }

    @Test
    void anUpgradeToHttp2IsIgnoredAndItsRequestAnswered() throws IOException {
        for (String settings : List.of("", "HTTP2-Settings: AAQAAAAA\r\n", "HTTP2-Settings: !\r\n", "HTTP2-Settings: \r\n")) {
            String answers = answers("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + settings + "Content-Length: " + BODY.length()
                    + "\r\n\r\n" + BODY + BEHIND, 40);
            assertEquals(3, answers.split("HTTP/1.1 200 ", -1).length, answers);
        }
    }
}
