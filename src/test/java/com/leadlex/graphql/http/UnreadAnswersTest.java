package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.leadlex.graphql.OtherSettings;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** While a client does not read, little waits for it and nothing more is begun; it is closed when that lasts too long. */
@QuarkusTest
@TestProfile(OtherSettings.class)
class UnreadAnswersTest {

    private static final String ANY = "/graphql?query=%7B__typename%7D";
    /** More than the buffers of both ends of a connection hold. */
    private static final int MUCH = 64 << 20;

    private static Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String post(String framing, String body) {
        return "POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wbk_pipelined\r\nContent-Type: application/json\r\n"
                + framing + "\r\n\r\n" + body;
    }

    @Test
    void clientsThatPipelineAndReadNothingAreClosed() throws Exception {
        List<CompletableFuture<Void>> all = Stream.of(ANY, "/graphql/schema.graphql", "/q/metrics")
                .map(path -> CompletableFuture.runAsync(() -> isClosedIfItReadsNothing(path), task -> new Thread(task).start()))
                .toList();
        for (CompletableFuture<Void> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
        Ask.query("{ __typename }").statusCode(200);
    }

    private static void isClosedIfItReadsNothing(String path) {
        byte[] requests = bytes(get(path).repeat(1_000));
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            assertThrows(IOException.class, () -> {
                for (int sent = 0; sent < MUCH; sent += requests.length) {
                    out.write(requests);
                }
            }, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that a pipeline may hold: bodies of either framing, empty lines in them, slow look-ups, long answers. */
    @Test
    void aClientThatPipelinesAndReadsLateGetsEachAnswerInOrder() throws Exception {
        List<String> requests = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String field = "a" + i + ":__typename";
            String body = "{\"query\":\"{" + field + "}\"\r\n\r\n\r\n\r\n}";
            switch (i % 5) {
                case 0 -> requests.add(get("/graphql?query=%7B" + field + "%7D"));
                case 1 -> requests.add(post("Content-Length: " + body.length(), body));
                case 2 -> requests.add(post("Transfer-Encoding: chunked",
                        Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"));
                case 3 -> {
                    String lookUp = "{\"query\":\"{" + field + " activity(id: \\\"act_" + i + "\\\") { id } }\"}";
                    requests.add(post("Content-Length: " + lookUp.length(), lookUp));
                }
                default -> requests.add(get("/graphql/schema.graphql"));
            }
            expected.add(i % 5 == 4 ? "type Activity" : "\"a" + i + "\":\"Query\"");
        }
        try (Socket socket = open()) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(socket, String.join("", requests)));
            Thread.sleep(300);
            InputStream in = socket.getInputStream();
            for (String answer : expected) {
                String got = answer(in);
                assertTrue(got.contains(answer), () -> answer + " expected: " + got);
            }
            written.get(60, TimeUnit.SECONDS);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertTrue(next >= 0, () -> "closed after: " + head);
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
