package com.leadlex.graphql.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GzipTest {

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "*", "deflate, *", "gzip;q=0.1",
            "identity;q=0.5, gzip" })
    void gzipIsAcceptable(String header) {
        assertTrue(Gzip.isAcceptable(header));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = { "br", "identity", "gzip;q=0", "*;q=0", "gzip;q=0, *", "identity, gzip;q=0.5", ";", ",",
            "gzipped" })
    void gzipIsNotAcceptable(String header) {
        assertFalse(Gzip.isAcceptable(header));
    }

    @Test
    void decompressionGivesTheOriginal() throws IOException {
        for (int length : new int[] { 0, 1, 8191, 8192, 8193, 1_000_000 }) {
            String text = "{\"é\":1}".repeat(length / 7 + 1).substring(0, length);
            byte[] packed = Gzip.compress(Buffer.buffer(text)).getBytes();
            try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertEquals(text, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
