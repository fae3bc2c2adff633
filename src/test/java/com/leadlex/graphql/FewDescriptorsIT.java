package com.leadlex.graphql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.leadlex.RawLeadlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A service that has 1,024 descriptors and is asked for more right after its start: some are refused, and it lives. */
class FewDescriptorsIT {

    private static final Logger LOG = Logger.getLogger(FewDescriptorsIT.class);
    private static final int DESCRIPTORS = 1_024;
    private static final int LOOKUPS = 700;

    @Test
    void moreConnectionsWaitAndTheServiceLives() throws Exception {
        try (RawLeadlex raw = new RawLeadlex(0)) {
            Map<String, String> environment = Map.of("LEADLEX_URL", "http://localhost:" + raw.port());
            try (PackagedProcess service = PackagedProcess.start(DESCRIPTORS, List.of(), environment)) {
                int port = service.port();
                raw.answers(exchange -> {
                    Thread.sleep(1_500);
                    exchange.activity();
                });
                List<CompletableFuture<String>> all = new ArrayList<>();
                for (int i = 0; i < LOOKUPS; i++) {
                    String request = request("wbk_" + i);
                    all.add(CompletableFuture.supplyAsync(() -> ask(port, request), task -> new Thread(task).start()));
                }
                Map<String, Integer> ends = new TreeMap<>();
                for (CompletableFuture<String> each : all) {
                    ends.merge(each.get(40, TimeUnit.SECONDS), 1, Integer::sum);
                }
                LOG.infof("%s", ends);
                assertTrue(ends.getOrDefault("data", 0) >= 400 && !ends.containsKey("no answer"), ends::toString);

                assertEquals("live", ask(port, "GET /q/health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
                raw.heal();
                assertEquals("data", ask(port, request("wbk_afterwards")));
                service.awaitLine("connections that this process may have are in use");
                service.terminate();
                service.exitCode(15_000);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.http.limits.max-connections", "quarkus.rest-client.leadlex.connection-pool-size" })
    void moreConnectionsThanItMayOpenStopTheStart(String name) throws Exception {
        try (PackagedProcess service = PackagedProcess.start(DESCRIPTORS, List.of("-D" + name + "=16384"), Map.of())) {
            assertEquals(1, service.exitCode(), service.output());
            assertEquals(1,
                    service.output().lines().filter(line -> line.contains(name + " must be a whole number from 1 to 448"))
                            .count(),
                    service.output());
        }
    }

    @Test
    void fewerThanTheStartTakesStopItWithOneLine() throws Exception {
        try (PackagedProcess service = PackagedProcess.start(130, List.of(), Map.of())) {
            assertEquals(1, service.exitCode(), service.output());
            assertEquals("A process may open 130 files and sockets here, and the service needs 192 at least: raise that limit"
                    + " (ulimit -n).", service.output().strip());
        }
    }

    private static String request(String key) {
        String body = "{\"query\":\"{activity(id:\\\"act_1\\\"){id}}\"}";
        return "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** @return what came of it: data, the code of an error, live, or closed */
    private static String ask(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = answer.indexOf("\"code\":\"");
            return answer.contains("{\"id\":\"act_1\"}") ? "data"
                    : code > 0 ? answer.substring(code + 8, answer.indexOf('"', code + 8))
                            : answer.startsWith("HTTP/1.1 200") ? "live" : "closed";
        } catch (IOException e) {
            return e instanceof SocketTimeoutException ? "no answer" : "closed";
        }
    }
}
