package com.leadlex.graphql.http.graphiql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import io.vertx.core.buffer.Buffer;

/** The bundled files of the page, read once; they are packed with gzip, as nearly every browser asks for them. */
final class GraphiQLAssets {

    private static final Map<String, String> CONTENT_TYPES = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "ttf", "font/ttf", "txt", "text/plain; charset=utf-8");

    /** One file, packed. */
    record Asset(String contentType, Buffer gzip) {

        byte[] unpacked() throws IOException {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip.getBytes()))) {
                return in.readAllBytes();
            }
        }
    }

    private GraphiQLAssets() {
    }

    /** Every file by its name, which ends in a hash of its content. */
    static Map<String, Asset> load() {
        Map<String, Asset> assets = new HashMap<>();
        text("graphiql/assets.txt").lines().forEach(name -> assets.put(name,
                new Asset(CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1)),
                        Buffer.buffer(bytes("graphiql/" + name + ".gz")))));
        return Map.copyOf(assets);
    }

    static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
