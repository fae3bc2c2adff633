package com.leadlex.graphql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** However many heads, chunk sizes and trailers stop half-way, they do not fill the heap. */
class HostileHeadsIT {

    private static final int CONNECTIONS = 600;
    private static final String POST = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    @Test
    void incompleteRequestsLeaveMemoryForOthers() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Socket> hostile = new ArrayList<>();
        try (PackagedProcess service = PackagedProcess.start(List.of("-Xmx64m"), Map.of())) {
            int port = service.port();
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                hostile.add(socket);
                send(socket, half(random));
                if (i % 100 == 99) {
                    assertAnswered(port, seed);
                }
            }
            assertAnswered(port, seed);
            assertTrue(service.isAlive());
            assertFalse(service.said("OutOfMemory"), () -> "seed " + seed);
            assertFalse(service.said("INTERNAL_SERVER_ERROR"), () -> "seed " + seed);
            assertFalse(service.said("exceptionCaught"), () -> "seed " + seed);
        } finally {
            for (Socket socket : hostile) {
                socket.setSoLinger(true, 0); // a reset
                socket.close();
            }
        }
    }

    /** The service may refuse it while it comes. */
    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("Broken pipe"), e::toString);
        }
    }

    private static void assertAnswered(int port, long seed) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql?query=%7B__typename%7D"))
                .timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals("{\"data\":{\"__typename\":\"Query\"}}", answer.body(), () -> "seed " + seed);
    }

    /** Something of which the end is missing. */
    private static byte[] half(Random random) {
        String lines = lines(random);
        return switch (random.nextInt(6)) {
            case 0 -> ascii("GET /" + "a".repeat(random.nextInt(16_000)));
            case 1 -> ascii("GET /graphql HTTP/1.1\r\nHost: x\r\n" + lines);
            case 2 -> ascii(POST + "Content-Length: 10\r\n" + lines + "\r\n{");
            case 3 -> ascii(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n" + lines);
            case 4 -> ascii(POST + "Transfer-Encoding: chunked\r\n\r\n1;a=" + "b".repeat(random.nextInt(16_000)));
            default ->
                ascii("GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 1000000"
                        + "\r\n\r\n" + "a".repeat(300_000));
        };
    }

    /** As short as they can be, or long. */
    private static String lines(Random random) {
        int length = random.nextBoolean() ? 0 : random.nextInt(1_000);
        return ("a:" + "b".repeat(length) + "\r\n").repeat(19_000 / (length + 2));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
