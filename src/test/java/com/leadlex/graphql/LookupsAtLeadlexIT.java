package com.leadlex.graphql;

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

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** No more look-ups are at Leadlex than the heap has room for; those that wait for a place of their key are not among them. */
class LookupsAtLeadlexIT {

    /**
     * Half of an eighth of 64 MiB, at 24 KiB each, for keys that Leadlex has not answered yet; a little less where the
     * collector keeps a part of the heap for itself.
     */
    private static final int ROOM = 171;
    private static final int KEYS = 500;
    private static final String TWENTY = IntStream.range(0, 20).mapToObj(i -> "a" + i + ":activity(id:\"KEY" + i + "\"){id}")
            .collect(Collectors.joining(" ", "{", "}"));

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void beyondTheRoomTheyAreOverloadedAKnownKeyIsServedAndEachPlaceIsGivenBack() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (RawLeadlex raw = new RawLeadlex(0);
                PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"),
                        Map.of("LEADLEX_URL", "http://localhost:" + raw.port(), "LEADLEX_TIMEOUT_ATTEMPT", "9S"))) {
            int port = service.port();
            assertFalse(ask(port, "wbk_known", "{activity(id:\"one\"){id}}").get(20, TimeUnit.SECONDS).contains("errors"));
            raw.answers(exchange -> {
                slow.await(8, TimeUnit.SECONDS);
                exchange.activity();
            });
            List<CompletableFuture<String>> all = IntStream.range(0, KEYS)
                    .mapToObj(key -> ask(port, "wbk_" + key, "{activity(id:\"one\"){id}}")).toList();
            for (int i = 0; i < 60 && all.stream().filter(CompletableFuture::isDone).count() < KEYS - ROOM; i++) {
                Thread.sleep(100);
            }
            CompletableFuture<String> known = ask(port, "wbk_known", TWENTY.replace("KEY", "known"));
            while (raw.seen().stream().noneMatch(exchange -> exchange.id().equals("known19"))) {
                assertFalse(known.isDone(), () -> "refused: " + known.join());
                Thread.sleep(20);
            }
            slow.countDown();
            assertFalse(known.get(20, TimeUnit.SECONDS).contains("errors"), known::join);
            int refused = 0;
            for (CompletableFuture<String> each : all) {
                refused += each.get(20, TimeUnit.SECONDS).contains("\"OVERLOADED\"") ? 1 : 0;
            }
            assertTrue(refused >= KEYS - ROOM && refused < KEYS - ROOM * 9 / 10, refused + " of " + KEYS);

            raw.answers(exchange -> {
                Thread.sleep(20);
                exchange.activity();
            });
            List<CompletableFuture<String>> ofOneKey = IntStream.range(0, 30)
                    .mapToObj(i -> ask(port, "wbk_one", TWENTY.replace("KEY", i + "_"))).toList();
            for (CompletableFuture<String> each : ofOneKey) {
                String answer = each.get(20, TimeUnit.SECONDS);
                assertFalse(answer.contains("errors"), answer);
            }
            assertTrue(service.isAlive());
            assertFalse(service.said("OutOfMemory"));
        }
    }

    @Test
    void thoseWhoseStreamsAreResetAtOnceEndNothing() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        List<Socket> hostile = new ArrayList<>();
        try (RawLeadlex raw = new RawLeadlex(0);
                PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"),
                        Map.of("LEADLEX_URL", "http://localhost:" + raw.port(), "LEADLEX_TIMEOUT_ATTEMPT", "9S"))) {
            int port = service.port();
            raw.answers(exchange -> {
                slow.await(8, TimeUnit.SECONDS);
                exchange.activity();
            });
            byte[] lookups = resetAtOnce();
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                hostile.add(socket);
                socket.getOutputStream().write(lookups);
            }
            assertFalse(ask(port, "wbk_other", "{__typename}").get(5, TimeUnit.SECONDS).contains("errors"));
            slow.countDown();
            String answer = "errors";
            for (int i = 0; i < 50 && answer.contains("errors"); i++) {
                Thread.sleep(100);
                answer = ask(port, "wbk_other", "{activity(id:\"two\"){id}}").get(20, TimeUnit.SECONDS);
            }
            assertEquals("{\"data\":{\"activity\":{\"id\":\"two\"}}}", answer);
            assertFalse(service.said("OutOfMemory"));
        } finally {
            for (Socket socket : hostile) {
                socket.close();
            }
        }
    }

    /** Equal look-ups of one key, each on a stream of its own, as many as Netty lets one connection reset. */
    private static byte[] resetAtOnce() {
        FrameWriter out = new FrameWriter().text(FrameWriter.PREFACE).frame(FrameWriter.SETTINGS, 0, 0, new byte[0]);
        byte[] head = FrameWriter.postHead("application/json", "authorization", "Bearer wbk_reset");
        byte[] body = "{\"query\":\"{activity(id:\\\"one\\\"){id}}\"}".getBytes(StandardCharsets.UTF_8);
        for (int stream = 1; stream < 2 * 190; stream += 2) {
            out.frame(FrameWriter.HEADERS, FrameWriter.END_HEADERS, stream, head)
                    .frame(FrameWriter.DATA, FrameWriter.END_STREAM, stream, body)
                    .frame(FrameWriter.RST_STREAM, 0, stream, FrameWriter.number(8));
        }
        return out.toBytes();
    }

    private CompletableFuture<String> ask(int port, String key, String query) {
        return client.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query.replace("\"", "\\\"") + "\"}")).build(),
                HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }
}
