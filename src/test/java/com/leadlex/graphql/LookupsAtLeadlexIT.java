package com.leadlex.graphql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Contract, section 6: no key holds more than a quarter of what all keys share, so that three that hang leave room for a
 * fourth.
 */
class LookupsAtLeadlexIT {

    private static final String TWENTY = IntStream.range(0, 20).mapToObj(i -> "a" + i + ":activity(id:\"ID" + i + "\"){id}")
            .collect(Collectors.joining(" ", "{", "}"));
    private static final int OPERATIONS = 60;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final RawLeadlex RAW = new RawLeadlex(0);
    private static PackagedProcess service;
    private static int port;
    private final CountDownLatch healed = new CountDownLatch(1);

    @BeforeAll
    static void start() throws Exception {
        service = PackagedProcess.start(List.of("-Xmx64m"), Map.of("LEADLEX_URL", "http://localhost:" + RAW.port(),
                "LEADLEX_TIMEOUT_ATTEMPT", "9S"));
        port = service.port();
    }

    @BeforeEach
    void verifyKeys() throws Exception {
        RAW.answers(exchange -> {
            if (exchange.id().startsWith("hangs")) {
                healed.await(20, TimeUnit.SECONDS);
            }
            exchange.activity();
        });
        for (String key : List.of("a", "b", "c", "d")) {
            assertServed(key, "{activity(id:\"first\"){id}}");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        RAW.close();
    }

    @Test
    void threeKeysThatHangLeaveRoomForAFourth() throws Exception {
        List<CompletableFuture<String>> hanging = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            for (String key : List.of("a", "b", "c")) {
                hanging.add(ask(key, TWENTY.replace("ID", "hangs" + i + "_")));
            }
        }
        for (int i = 0; i < 10; i++) {
            assertServed("d", TWENTY.replace("ID", "other" + i + "_"));
        }
        assertOverloadedAtMost(hanging);
        List<CompletableFuture<String>> ofOneKey = IntStream.range(0, 30)
                .mapToObj(i -> ask("a", TWENTY.replace("ID", i + "_"))).toList();
        for (CompletableFuture<String> each : ofOneKey) {
            String answer = each.get(20, TimeUnit.SECONDS);
            assertFalse(answer.contains("errors"), answer);
        }
    }

    @Test
    void fiveHundredMadeUpKeysLeaveHalfToThoseThatLeadlexHasAnswered() throws Exception {
        List<CompletableFuture<String>> hanging = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            hanging.add(ask("made_up_" + i, "{activity(id:\"hangs\"){id}}"));
        }
        for (int i = 0; i < 10; i++) {
            assertServed("d", TWENTY.replace("ID", "other" + i + "_"));
        }
        assertOverloadedAtMost(hanging);
    }

    private void assertOverloadedAtMost(List<CompletableFuture<String>> hanging) throws Exception {
        healed.countDown();
        for (CompletableFuture<String> each : hanging) {
            String answer = each.get(30, TimeUnit.SECONDS);
            assertEquals(answer.split("\"code\"").length, answer.split("\"code\":\"OVERLOADED\"").length, answer);
        }
        assertTrue(service.isAlive());
        assertFalse(service.said("OutOfMemory"));
    }

    @Test
    void aCallerThatHasGoneGivesItsPlacesBackAtOnce() throws Exception {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
            callers.add(caller);
            caller.getOutputStream().write(request("a", TWENTY.replace("ID", "hangs" + i + "_")));
        }
        while (noneIsAnswered(callers)) {
            Thread.sleep(20); // some are refused once the key has all that it may have
        }
        for (Socket caller : callers) {
            caller.close();
        }
        long begun = System.nanoTime();
        String answer = "errors";
        while (answer.contains("errors")) {
            answer = ask("a", TWENTY.replace("ID", "served")).get(20, TimeUnit.SECONDS);
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(millis < 5_000, millis + " ms: less than the time-out of an attempt");
    }

    private static boolean noneIsAnswered(List<Socket> callers) throws IOException {
        for (Socket caller : callers) {
            if (caller.getInputStream().available() > 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] request(String key, String query) {
        String body = body(query);
        return ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer wbk_"
                + key
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String body(String query) {
        return "{\"query\":\"" + query.replace("\"", "\\\"") + "\"}";
    }

    private void assertServed(String key, String query) throws Exception {
        String answer = ask(key, query).get(20, TimeUnit.SECONDS);
        assertFalse(answer.contains("errors"), answer);
    }

    private CompletableFuture<String> ask(String key, String query) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer wbk_" + key)
                .POST(HttpRequest.BodyPublishers.ofString(body(query))).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }
}
