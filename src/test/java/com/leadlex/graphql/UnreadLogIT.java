package com.leadlex.graphql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What was packaged, when nobody reads its log, or nobody can. */
class UnreadLogIT {

    /** Their lines are several times what a pipe and the queue hold. */
    private static final int REQUESTS = 800;
    private static final Map<String, String> SMALL_QUEUE = Map.of("FACADE_LOG_QUEUE_BYTES", "65536", "LEADLEX_URL",
            "http://localhost:1");
    private static final Pattern LOST = Pattern.compile("\"level\":\"WARN\",\"message\":\"(\\d+) lines of the log were lost");
    private static final Pattern REQUEST_ID = Pattern.compile("\"requestId\":\"r-(\\d+)\"");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;
    private BufferedReader log;
    private int port;

    @AfterEach
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void theServiceRunsAndStopsWhileNobodyReadsItsLogAndLostLinesAreCountedAndReported() throws Exception {
        startIntoAPipe();
        askAll();
        long lost = lost();
        assertTrue(lost > 0, "the queue held all lines");

        List<Integer> ids = new ArrayList<>();
        long told = 0;
        while (told == 0) {
            String line = log.readLine();
            Matcher notice = LOST.matcher(line);
            if (notice.find()) {
                told = Long.parseLong(notice.group(1));
            }
            Matcher id = REQUEST_ID.matcher(line);
            if (id.find()) {
                ids.add(Integer.parseInt(id.group(1)));
            }
        }
        assertEquals(lost, told);
        assertEquals(REQUESTS - lost, ids.size(), "a line is neither there nor counted");
        assertEquals(ids.stream().sorted().distinct().toList(), ids, "not in order");
        ask(REQUESTS + 1);
        assertTrue(log.readLine().contains("\"requestId\":\"r-" + (REQUESTS + 1) + '"'));
        assertEquals(lost, lost());

        askAll();
        assertTrue(lost() > lost, "the queue held all lines");
        terminateInTime();
    }

    @Test
    void theServiceRunsAndStopsWithoutAReaderOfItsLog() throws Exception {
        startIntoAPipe();
        log.close();
        askAll();
        assertTrue(lost() > 0, "the queue held all lines");
        terminateInTime();
    }

    @Test
    void nothingIsLostWhenItIsStopped() throws Exception {
        try (PackagedProcess service = PackagedProcess.start(List.of(), SMALL_QUEUE)) {
            port = service.port();
            for (int i = 1; i <= 200; i++) {
                ask(i);
            }
            service.terminate();
            service.exitCode(12_000);
            List<String> lines = service.output().lines().toList();
            assertEquals(200, lines.stream().filter(line -> REQUEST_ID.matcher(line).find()).count());
            assertTrue(lines.get(lines.size() - 1).contains("stopped in"), lines.get(lines.size() - 1));
        }
    }

    @Test
    void theReasonOfAFailedStartIsLoggedBeforeTheProcessEnds() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                PackagedProcess service = PackagedProcess.start(List.of(),
                        with("PORT", Integer.toString(taken.getLocalPort())))) {
            assertEquals(1, service.exitCode());
            assertTrue(service.output().contains("Port " + taken.getLocalPort() + " seems to be in use"), service.output());
        }
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(SMALL_QUEUE);
        environment.put(name, value);
        return environment;
    }

    /** Reads only until it listens. */
    private void startIntoAPipe() throws IOException {
        process = PackagedProcess.builder(List.of(), SMALL_QUEUE).redirectErrorStream(true).start();
        log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OptionalInt listening = OptionalInt.empty();
        while (listening.isEmpty()) {
            String line = log.readLine();
            assertTrue(line != null, "it did not start");
            listening = PackagedProcess.port(line);
        }
        port = listening.getAsInt();
    }

    private void askAll() throws Exception {
        for (int i = 1; i <= REQUESTS; i++) {
            ask(i);
        }
        assertTrue(isLive(), "health does not answer");
    }

    private void ask(int number) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri("/graphql")).timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json").header("X-Request-Id", "r-" + number)
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ __typename }\"}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals("{\"data\":{\"__typename\":\"Query\"}}", answer.body());
    }

    private boolean isLive() throws InterruptedException {
        try {
            return get("/q/health/live").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private long lost() throws IOException, InterruptedException {
        return get("/q/metrics").body().lines().filter(line -> line.startsWith("facade_log_lost_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ')))).findFirst().orElseThrow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private void terminateInTime() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it did not end");
        assertTrue(process.exitValue() == 0 || process.exitValue() == 143, () -> "exit code " + process.exitValue());
    }
}
