package com.leadlex.graphql.http.graphiql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.leadlex.graphql.http.BundledFile;

/**
 * The bundled files of the page, packed with gzip, as nearly every browser asks for them. None is kept in memory: a browser
 * asks once for each, and most services are never asked.
 */
final class GraphiQLAssets {

    private static final Map<String, String> CONTENT_TYPES = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "ttf", "font/ttf", "txt", "text/plain; charset=utf-8");

    /** Names end in a hash of the content. */
    static final Set<String> NAMES = BundledFile.text("graphiql/assets.txt").lines().collect(Collectors.toUnmodifiableSet());

    private GraphiQLAssets() {
    }

    static String contentType(String name) {
        return CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Blocks. */
    static byte[] gzip(String name) {
        return BundledFile.bytes("graphiql/" + name + ".gz");
    }

    /** Blocks. */
    static byte[] unpacked(String name) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip(name)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
