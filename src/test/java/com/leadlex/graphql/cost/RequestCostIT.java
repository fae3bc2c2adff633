package com.leadlex.graphql.cost;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.leadlex.graphql.PackagedProcess;
import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** No text of a caller's costs more than its length. The kernel counts the CPU; the requests are invented. */
@Tag("measuring")
class RequestCostIT {

    private static final int REQUESTS = Integer.getInteger("cost.requests", 1_200);
    private static final long MOST_CPU_MILLIS = 50;
    private static final int MOST_BYTES_BEYOND_DATA = 64 * 1024;
    private static final int MOST_BYTES_OF_LINE = 4 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Cost(InventedRequest request, double cpuMillis, int bytes) {
    }

    @Test
    void aRequestOfAtMost256KiBCostsAtMost50MillisecondsAndAnswers64KiBBeyondData() throws Exception {
        long seed = Long.getLong("cost.seed", new Random().nextLong());
        RequestGenerator requests = new RequestGenerator(seed);
        List<Cost> costs = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        try (RawLeadlex leadlex = new RawLeadlex(0); PackagedProcess service = start(leadlex, "-Xmx256m")) {
            WireClient client = new WireClient(service.port());
            warmUp(client, seed + 1);
            for (int i = 0; i < REQUESTS; i++) {
                Cost cost = cost(service, client, requests.next());
                costs.add(cost);
                if (cost.cpuMillis() > MOST_CPU_MILLIS || cost.bytes() > MOST_BYTES_BEYOND_DATA) {
                    failures.add("%.1f ms, %d bytes of answer: %s".formatted(cost.cpuMillis(), cost.bytes(), cost.request()));
                }
            }
            long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start);
            List<String> lines = service.output().lines().toList();
            report(seed, costs, lines);
            assertEquals(List.of(), failures, () -> "seed " + seed);
            lines.stream().filter(
                    line -> line.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_LINE && !line.contains("stackTrace"))
                    .findFirst().ifPresent(line -> {
                        throw new AssertionError("seed " + seed + ", a line of " + line.length() + " characters: " + line);
                    });
            List<String> traces = lines.stream().filter(line -> line.contains("stackTrace") || line.startsWith("\tat "))
                    .toList();
            assertTrue(traces.size() <= 1 + minutes, () -> "seed " + seed + ": " + traces);
            assertFalse(service.said("INTERNAL_SERVER_ERROR"), () -> "seed " + seed);
        }
    }

    @Test
    void fiftyOfTheDearestAtOnceLeaveASmallHeapAndOtherCallersAlone() throws Exception {
        long seed = Long.getLong("cost.seed", new Random().nextLong());
        try (RawLeadlex leadlex = new RawLeadlex(0); PackagedProcess service = start(leadlex, "-Xmx64m")) {
            int port = service.port();
            List<InventedRequest> dearest = dearest(service, port, seed);
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(50);
            List<Long> waits = new ArrayList<>();
            try {
                for (int i = 0; i < 50; i++) {
                    InventedRequest request = dearest.get(i % dearest.size());
                    CompletableFuture.runAsync(() -> repeat(port, request, stop), threads);
                }
                WireClient other = new WireClient(port);
                InventedRequest small = InventedRequest.document("small", "{__typename}");
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
                while (System.nanoTime() < end) {
                    long sent = System.nanoTime();
                    assertTrue(other.send(small).text().contains("Query"), () -> "seed " + seed);
                    waits.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent));
                }
            } finally {
                stop.set(true);
                threads.shutdownNow();
            }
            waits.sort(Comparator.naturalOrder());
            System.out.printf("50 of the dearest at once, -Xmx64m, seed %d: %d others answered, p50 %d ms, p99 %d ms%n", seed,
                    waits.size(),
                    waits.get(waits.size() / 2), waits.get(waits.size() * 99 / 100));
            assertTrue(service.isAlive());
            assertFalse(service.said("OutOfMemory"), () -> "seed " + seed);
            assertFalse(service.said("INTERNAL_SERVER_ERROR"), () -> "seed " + seed);
        }
    }

    private static PackagedProcess start(RawLeadlex leadlex, String heap) throws IOException {
        return PackagedProcess.start(List.of(heap, PackagedProcess.ALL_COMPILERS),
                Map.of("LEADLEX_URL", "http://127.0.0.1:" + leadlex.port()));
    }

    /** Code that runs for the first time costs more, but once. */
    private static void warmUp(WireClient client, long seed) throws IOException {
        RequestGenerator requests = new RequestGenerator(seed);
        for (int i = 0; i < 600; i++) {
            client.send(requests.next());
        }
    }

    private static List<InventedRequest> dearest(PackagedProcess service, int port, long seed) throws IOException {
        WireClient client = new WireClient(port);
        RequestGenerator requests = new RequestGenerator(seed);
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            costs.add(once(service, client, requests.next()));
        }
        return costs.stream().sorted(Comparator.comparingDouble(Cost::cpuMillis).reversed()).limit(25).map(Cost::request)
                .toList();
    }

    private static void repeat(int port, InventedRequest request, AtomicBoolean stop) {
        WireClient client = new WireClient(port);
        while (!stop.get()) {
            try {
                client.send(request);
            } catch (IOException e) {
                // The service may close a connection that is too dear; the next request opens another.
            }
        }
    }

    /**
     * The least of several attempts where the first is dear: the machine, the compiler or the collector may have been at work.
     */
    private static Cost cost(PackagedProcess service, WireClient client, InventedRequest request) throws IOException {
        Cost least = once(service, client, request);
        for (int i = 0; i < 8 && least.cpuMillis() > MOST_CPU_MILLIS; i++) {
            Cost again = once(service, client, request);
            least = again.cpuMillis() < least.cpuMillis() ? again : least;
        }
        return least;
    }

    private static Cost once(PackagedProcess service, WireClient client, InventedRequest request) throws IOException {
        long before = cpuNanos(service);
        int bytes;
        try {
            bytes = beyondData(client.send(request).text());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No answer to " + request, e);
        }
        return new Cost(request, Math.max(0, cpuNanos(service) - before) / 1e6, bytes);
    }

    /** What all threads of the process ran, by the kernel's scheduler. */
    private static long cpuNanos(PackagedProcess service) throws IOException {
        long sum = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc", String.valueOf(service.pid()), "task"))) {
            for (Path task : tasks) {
                String text = Files.readString(task.resolve("schedstat"));
                sum += Long.parseLong(text.substring(0, text.indexOf(' ')));
            }
        } catch (NoSuchFileException e) {
            return cpuNanos(service); // a thread ended in between
        }
        return sum;
    }

    private static int beyondData(String body) throws IOException {
        if (!body.startsWith("{")) {
            return body.length();
        }
        JsonNode data = JSON.readTree(body).get("data");
        return body.length() - (data == null ? 0 : data.toString().length());
    }

    private static void report(long seed, List<Cost> costs, List<String> lines) {
        System.out.printf(
                "%d requests, seed %d: most CPU %.1f ms, largest answer beyond data %d bytes, longest line %d characters%n",
                costs.size(), seed,
                costs.stream().mapToDouble(Cost::cpuMillis).max().orElse(0),
                costs.stream().mapToInt(Cost::bytes).max().orElse(0),
                lines.stream().mapToInt(String::length).max().orElse(0));
        costs.stream().sorted(Comparator.comparingDouble(Cost::cpuMillis).reversed()).limit(10)
                .forEach(cost -> System.out.printf("%8.1f ms %7d bytes  %s%n", cost.cpuMillis(), cost.bytes(), cost.request()));
    }
}
