package com.leadlex.graphql;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.HostileConnections.Habit;
import com.leadlex.graphql.leadlex.RawLeadlex;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Thousands of hostile connections, and one client that means well: it is served as if it were alone, by a process whose heap
 * is 64 MB. {@code ./mvnw verify -Psoak}; {@code -Dsoak.seconds=} tells how long.
 */
@Tag("soak")
class HostileConnectionsIT {

    private static final Logger LOG = Logger.getLogger(HostileConnectionsIT.class);
    private static final int SECONDS = Integer.getInteger("soak.seconds", 60);
    private static final int MOST_MILLIS = 100;
    /** The heap, as much again outside of it, and what a JVM takes for itself. */
    private static final int MOST_MEBIBYTES = 320;
    private static final int STREAMS = 10_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aClientThatMeansWellIsServedAmongThousandsThatDoNot() throws Exception {
        try (RawLeadlex leadlex = new RawLeadlex(0);
                PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"),
                        Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port() + "/base"))) {
            int port = service.port();
            long[] alone = measure(port, 5, leadlex);
            long before = service.residentMebibytes();
            long[] among;
            long during;
            try (var silent = new HostileConnections(Habit.READS_NOTHING, 1_000, port);
                    var slow = new HostileConnections(Habit.DRIPS, 1_000, port);
                    var halfClosed = new HostileConnections(Habit.HALF_CLOSES, 200, port);
                    var streams = new ResetStreams(port)) {
                Thread.sleep(5_000); // until all are there
                among = measure(port, SECONDS, leadlex);
                during = service.residentMebibytes();
                LOG.infof("Reads nothing: %d MB sent, %d closed. Drips: %d closed. Half-closed: %d closed. Streams: %d opened.",
                        silent.sent.get() >> 20, silent.closed.get(), slow.closed.get(), halfClosed.closed.get(),
                        streams.opened.get());
                assertTrue(streams.opened.get() >= STREAMS, () -> streams.opened + " streams");
            }
            LOG.infof("p50/p99/max in ms: alone %s, among hostile connections %s; RSS in MiB: %d, %d", figures(alone),
                    figures(among), before, during);
            assertTrue(service.isAlive());
            assertEquals(0, service.output().lines().filter(line -> line.contains("OutOfMemory")).count());
            assertTrue(percentile(among, 99) <= MOST_MILLIS, figures(among));
            assertTrue(during <= MOST_MEBIBYTES, () -> during + " MiB");
        }
    }

    /** @return how long each look-up took, in microseconds */
    private long[] measure(int port, int seconds, RawLeadlex leadlex) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long[] took = new long[seconds * 200];
        int count = 0;
        while (System.nanoTime() < end && count < took.length) {
            String id = "act_" + count;
            long start = System.nanoTime();
            HttpResponse<String> answer = client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                    .timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json")
                    .header("Authorization", "Bearer wbk_soak")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ activity(id: \\\"" + id + "\\\") { id } }\"}"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            took[count++] = (System.nanoTime() - start) / 1_000;
            assertEquals("{\"data\":{\"activity\":{\"id\":\"" + id + "\"}}}", answer.body());
            leadlex.seen().clear();
            Thread.sleep(10);
        }
        long[] sorted = Arrays.copyOf(took, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000;
    }

    private static String figures(long[] sorted) {
        return percentile(sorted, 50) + "/" + percentile(sorted, 99) + "/" + percentile(sorted, 100) + " of " + sorted.length;
    }

    /** HTTP/2: streams that are reset as soon as they are open, on a few connections, each opened anew when it is closed. */
    private static final class ResetStreams implements AutoCloseable {

        private final Vertx vertx = Vertx.vertx();
        private final AtomicLong opened = new AtomicLong();
        private final AtomicInteger waiting = new AtomicInteger();

        private ResetStreams(int port) {
            var client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(4).setMaxWaitQueueSize(-1).setDefaultHost("127.0.0.1")
                    .setDefaultPort(port));
            vertx.setPeriodic(5, tick -> {
                for (int i = 0; i < 20 && waiting.get() < 400; i++) {
                    waiting.incrementAndGet();
                    client.request(HttpMethod.GET, "/graphql/schema.graphql").onComplete(request -> {
                        waiting.decrementAndGet();
                        if (request.succeeded()) {
                            opened.incrementAndGet();
                            request.result().send();
                            request.result().reset();
                        }
                    });
                }
            });
        }

        @Override
        public void close() throws Exception {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
