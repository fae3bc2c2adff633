package com.leadlex.graphql;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** SIGTERM, sent to what was packaged: readiness goes down, what runs finishes, then the process ends. */
class ShutdownIT {

    private static final int CALLS = 50;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @Test
    void allOf50CallsInFlightCompleteAfterSigtermAndTheProcessEndsInTime() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawLeadlex raw = new RawLeadlex(0); PackagedProcess service = start(raw.port())) {
            raw.answers(exchange -> {
                answer.await();
                exchange.activity();
            });
            port = service.port();
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(client.sendAsync(lookup(i), HttpResponse.BodyHandlers.ofString()));
            }
            await("in flight", 8, () -> raw.seen().size() == CALLS);

            service.terminate();
            long terminated = System.nanoTime();
            await("not ready", 2, () -> status("ready") != 200);
            // By now the delay for load balancers is over, and the calls are what the process waits for.
            Thread.sleep(Math.max(0, 2_500 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - terminated)));
            assertTrue(service.isAlive(), "it did not wait");
            answer.countDown();

            for (int i = 0; i < CALLS; i++) {
                HttpResponse<String> response = calls.get(i).get(8, TimeUnit.SECONDS);
                assertEquals("{\"data\":{\"activity\":{\"id\":\"act_" + i + "\",\"title\":\"Bearer wbk_" + i + "\"}}}",
                        response.body());
            }
            int exit = service.exitCode(12_000 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - terminated));
            assertTrue(exit == 0 || exit == 143, () -> "exit code " + exit);
            assertEquals(-1, status("live"), "it still answers");
            assertFalse(service.output().contains("wbk_"), service.output());
        } finally {
            answer.countDown();
        }
    }

    /** AWS Lambda allows two seconds. The best of three counts: a busy machine may take its time once. */
    @Test
    void whereNothingRunsItEndsWithinTwoSeconds() throws Exception {
        long best = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && best >= 2_000; attempt++) {
            try (PackagedProcess service = start(1)) {
                service.port();
                long terminated = System.nanoTime();
                service.terminate();
                service.exitCode(10_000);
                best = Math.min(best, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - terminated));
            }
        }
        assertTrue(best < 2_000, "it took " + best + " ms");
    }

    /** An attempt may take long enough for a slow machine to get all of them under way. */
    private static PackagedProcess start(int leadlex) throws IOException {
        return PackagedProcess.start(List.of(),
                Map.of("LEADLEX_URL", "http://localhost:" + leadlex, "LEADLEX_TIMEOUT_ATTEMPT", "9S"));
    }

    private HttpRequest lookup(int i) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer wbk_" + i)
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"query\":\"{ activity(id: \\\"act_" + i + "\\\") { id title } }\"}"))
                .build();
    }

    /** @return -1 when nobody answers */
    private int status(String probe) throws InterruptedException {
        // A client of its own: a connection of the other one would be an old one, where a new one is refused.
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create("http://localhost:" + port + "/q/health/" + probe)).timeout(Duration.ofSeconds(2)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void await(String what, int seconds, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds),
                    "not " + what + " after " + seconds + " s");
            Thread.sleep(20);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
