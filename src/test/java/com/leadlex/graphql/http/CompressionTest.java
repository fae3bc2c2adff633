package com.leadlex.graphql.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code Accept-Encoding: gzip} compresses answers from 4 KiB on. */
@QuarkusTest
class CompressionTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int ALIASES = 32;

    /** The names of fields come back, so the client decides how long the answer is. */
    private static HttpResponse<byte[]> ask(String acceptEncoding, int answerBytes) throws IOException, InterruptedException {
        int forNames = answerBytes - "{\"data\":{}}".length() - ALIASES * "\"\":\"Query\",".length() + 1;
        String fields = IntStream.range(0, ALIASES).mapToObj(i -> {
            int length = forNames / ALIASES + (i < forNames % ALIASES ? 1 : 0);
            return "a" + i + "_".repeat(length - 1 - Integer.toString(i).length()) + ":__typename";
        }).collect(Collectors.joining(" "));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ " + fields + " }\"}"));
        if (acceptEncoding != null) {
            request.header("Accept-Encoding", acceptEncoding);
        }
        HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return response;
    }

    @Test
    void aLargeAnswerIsCompressedIfTheClientAcceptsGzip() throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = ask(null, 4096);
        HttpResponse<byte[]> gzip = ask("gzip, deflate, br", 4096);
        assertEquals(4096, plain.body().length, () -> new String(plain.body()));
        assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
        assertEquals(Optional.of("gzip"), gzip.headers().firstValue("Content-Encoding"));
        assertTrue(gzip.body().length < 4096 / 4, gzip.body().length + " bytes");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertArrayEquals(plain.body(), in.readAllBytes());
        }
        for (HttpResponse<byte[]> each : List.of(plain, gzip)) {
            assertEquals(Optional.of("accept-encoding"), each.headers().firstValue("Vary"));
            assertEquals(Optional.of("no-store"), each.headers().firstValue("Cache-Control"));
        }
    }

    @Test
    void smallAnswersAndThoseToOtherClientsAreNotCompressed() throws IOException, InterruptedException {
        assertEquals(Optional.empty(), ask("gzip", 4095).headers().firstValue("Content-Encoding"));
        assertEquals(Optional.empty(), ask("gzip", 4095).headers().firstValue("Vary"));
        assertEquals(Optional.empty(), ask("br, gzip;q=0", 8_000).headers().firstValue("Content-Encoding"));
    }
}
