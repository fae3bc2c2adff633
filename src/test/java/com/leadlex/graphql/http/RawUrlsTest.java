package com.leadlex.graphql.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** URLs as people paste them, and heads as hostile clients send them, byte by byte. */
@QuarkusTest
class RawUrlsTest {

    private record Answer(int status, String head, String body) {
    }

    private static Answer ask(String target, String... headers) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n");
    }

    private static Answer send(String head) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(all.startsWith("HTTP/1."), () -> head + ": " + all);
            int end = all.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(all.substring(9, 12)), all.substring(0, end).toLowerCase(Locale.ROOT),
                    all.substring(end + 4));
        }
    }

    private static void isOurs(Answer answer) {
        assertTrue(answer.head().contains("\r\ncache-control: no-store"), answer::head);
        assertTrue(answer.head().contains("\r\nx-content-type-options: nosniff"), answer::head);
        assertTrue(answer.head().contains("\r\nx-request-id: "), answer::head);
        assertFalse(answer.body().isEmpty());
    }

    @Test
    void aDocumentMayBePastedRaw() throws IOException {
        assertEquals("{\"data\":{\"__typename\":\"Query\"}}", ask("/graphql?query={__typename}").body());
        assertEquals("{\"data\":{\"a\":null}}", ask("/graphql?query={a:__type(name:\"|^<>`\\\\\"){name}}").body());
        assertEquals(200, ask("/graphiql?query={__typename}").status());
        assertEquals(200, ask("/graphiql?query={__typename}&variables={\"a\":\"|^<\"}").status());
    }

    @Test
    void rawCharactersAreReadAsUtf8() throws IOException {
        String body = ask("/graphql?query={a:__type(name:\"\u20ac\"){name}!}").body();
        assertTrue(body.contains("\"column\":26"), body);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/graphql?query=%", "/graphql?query=%Z1", "/graphql?query=%7", "/graphql?query=%E9",
            "/graphql?query={__typename}&variables=%ZZ", "/graphql%", "/graphql%zz?query={__typename}", "/%", "/graphiql/%2",
            "?query=%" })
    void aBrokenPercentIs400WithABody(String target) throws IOException {
        Answer answer = ask(target);
        assertEquals(400, answer.status(), answer::head);
        isOurs(answer);
    }

    @Test
    void urlsOfEightThousandOctetsAreTaken() throws IOException {
        String url = "/graphql?query=%7B__typename%7D%20%23" + "x".repeat(8_000);
        assertEquals(200, ask(url).status());
    }

    @Test
    void longerUrlsAre414AndLargerHeads431() throws IOException {
        assertEquals(414, ask("/graphql?query=" + "x".repeat(17_000)).status());
        assertEquals(431, ask("/graphql?query={__typename}", "X: " + "x".repeat(30_000)).status());
    }

    @Test
    void noHostIs400() throws IOException {
        Answer answer = send("GET /graphql?query={__typename} HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertEquals(400, answer.status());
        isOurs(answer);
    }

    @Test
    void twoHostsAre400() throws IOException {
        for (String path : new String[] { "/graphql?query={__typename}", "/graphiql", "/q/health/live" }) {
            Answer answer = ask(path, "Host: y");
            assertEquals(400, answer.status());
            isOurs(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { ";", ",", ";;", "/", ";q=1", "*", "a/b;", ";,;", "application/json;q=", "application/json;q=x",
            "text/html;;;" })
    void anAcceptHeaderOfGarbageIs406(String accept) throws IOException {
        Answer answer = ask("/graphql?query={__typename}", "Accept: " + accept);
        assertEquals(406, answer.status(), accept);
        isOurs(answer);
    }

    /** None of a thousand made-up URLs and Accept headers is a bug of ours; the seed is printed. */
    @Test
    void noUrlAndNoAcceptHeaderIsABugOfOurs() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            String path = new String[] { "/graphql", "/graphiql", "/graphql/schema.graphql", "/q/health/live", "" }[i % 5];
            String target = path + mutated(random, "?query={__typename}&variables={}&operationName=A&extensions={}%7B/%2f..;")
                    .replace(" ", "");
            String accept = mutated(random, "application/graphql-response+json;q=0.9, */*;charset=utf-8, text/html");
            Answer answer = ask(target, "Accept: " + accept);
            assertTrue(answer.status() < 500, () -> "seed " + seed + ": " + target + " " + accept + ": " + answer);
        }
    }

    private static String mutated(SplittableRandom random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(12); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.setCharAt(at, (char) (33 + random.nextInt(94)));
                default -> mutated.insert(at, mutated.substring(at, at + random.nextInt(mutated.length() - at)));
            }
        }
        return mutated.length() > 4_000 ? mutated.substring(0, 4_000) : mutated.toString();
    }
}
