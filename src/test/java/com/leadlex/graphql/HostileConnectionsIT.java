package com.leadlex.graphql;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Thousands of hostile connections, and one client that means well: it is served as if it were alone, by a process whose heap
 * is 64 MB. {@code ./mvnw verify -Psoak}; {@code -Dsoak.seconds=} tells how long. It prints what it measured.
 */
@Tag("soak")
@Tag("measuring")
class HostileConnectionsIT {

    private static final int SECONDS = Integer.getInteger("soak.seconds", 60);
    private static final int MOST_MILLIS = 100;
    /** The heap, as much again outside of it, and what a JVM takes for itself. */
    private static final int MOST_MEBIBYTES = 320;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void servesAnHonestClientAmongThousandsOfHostileOnes() throws Exception {
        soak(SECONDS, Map.of(HostileHabit.READS_NOTHING, 1_000, HostileHabit.DRIPS, 1_000, HostileHabit.HALF_CLOSES, 200));
    }

    @Test
    void servesAnHonestClientAmongAThousandIncompleteBodies() throws Exception {
        soak(SECONDS / 3, Map.of(HostileHabit.STOPS_IN_BODY, 1_000));
    }

    private void soak(int seconds, Map<HostileHabit, Integer> connections) throws Exception {
        try (RawLeadlex leadlex = new RawLeadlex(0);
                PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m", PackagedProcess.ALL_COMPILERS),
                        Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port() + "/base"))) {
            int port = service.port();
            long[] alone = measure(port, 5, leadlex);
            long before = service.residentMebibytes();
            List<HostileConnections> hostile = new ArrayList<>();
            try {
                for (var some : connections.entrySet()) {
                    hostile.add(new HostileConnections(some.getKey(), some.getValue(), port));
                }
                Thread.sleep(5_000); // until all are there
                long[] among = measure(port, seconds, leadlex);
                long during = service.residentMebibytes();
                System.out.printf("p50/p99/max in ms: alone %s, among %s %s; RSS in MiB: %d, %d%n", figures(alone), hostile,
                        figures(among), before, during);
                assertTrue(hostile.stream().allMatch(HostileConnections::didItsWorst), hostile::toString);
                assertTrue(percentile(among, 99) <= MOST_MILLIS, figures(among));
                assertTrue(during <= MOST_MEBIBYTES, () -> during + " MiB");
            } finally {
                for (HostileConnections some : hostile) {
                    some.close();
                }
            }
            assertTrue(service.isAlive());
            assertFalse(service.said("OutOfMemory"));
            assertFalse(service.said("INTERNAL_SERVER_ERROR"));
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
}
