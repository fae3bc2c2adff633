package com.leadlex.graphql.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.leadlex.graphql.http.request.Accept;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code Accept-Encoding: gzip} compresses answers from 4 KiB on. */
@QuarkusTest
class CompressionTest {

    private static HttpResponse<byte[]> ask(HttpClient.Version version, String acceptEncoding, int answerBytes)
            throws IOException, InterruptedException {
        // The names of fields come back, so the client decides how long the answer is.
        String frame = "{\"data\":{\"\":\"Query\"}}";
        String name = "a".repeat(answerBytes - frame.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/graphql"))
                .version(version).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ " + name + ": __typename }\"}"));
        if (acceptEncoding != null) {
            request.header("Accept-Encoding", acceptEncoding);
        }
        HttpClient client = HttpClient.newBuilder().version(version).build();
        // The JDK's client loses its place now and then when a long answer follows its upgrade to HTTP/2 at once.
        client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/q/health/live")).build(),
                HttpResponse.BodyHandlers.discarding());
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        return response;
    }

    @ParameterizedTest
    @EnumSource
    void aLargeAnswerIsCompressedForWhoAcceptsIt(HttpClient.Version version) throws IOException, InterruptedException {
        for (int bytes : new int[] { 4096, 100_000, 200_000 }) {
            HttpResponse<byte[]> plain = ask(version, null, bytes);
            HttpResponse<byte[]> gzip = ask(version, "gzip, deflate, br", bytes);
            assertEquals(bytes, plain.body().length);
            assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
            assertEquals(Optional.of("gzip"), gzip.headers().firstValue("Content-Encoding"));
            assertTrue(gzip.body().length < bytes / 4, bytes + " became " + gzip.body().length);
            try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
                assertArrayEquals(plain.body(), in.readAllBytes());
            }
            for (HttpResponse<byte[]> each : java.util.List.of(plain, gzip)) {
                assertEquals(Optional.of("accept-encoding"), each.headers().firstValue("Vary"));
                assertEquals(Optional.of("no-store"), each.headers().firstValue("Cache-Control"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSmallOneAndOneForWhoDoesNotAcceptItAreNot(HttpClient.Version version) throws IOException, InterruptedException {
        assertEquals(Optional.empty(), ask(version, "gzip", 4095).headers().firstValue("Content-Encoding"));
        assertEquals(Optional.empty(), ask(version, "gzip", 4095).headers().firstValue("Vary"));
        assertEquals(Optional.empty(), ask(version, "br, gzip;q=0", 100_000).headers().firstValue("Content-Encoding"));
    }
}
