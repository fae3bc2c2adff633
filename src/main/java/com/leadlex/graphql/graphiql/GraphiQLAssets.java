package com.leadlex.graphql.graphiql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.leadlex.graphql.documents.BundledFile;

import io.vertx.core.buffer.Buffer;

/**
 * The bundled files of the page, packed with gzip, as nearly every browser asks for them. One is read when first asked for,
 * as most services never are, and kept then: readers share it, so that many slow ones cost no more than one.
 */
final class GraphiQLAssets {

    private static final Map<String, String> CONTENT_TYPES = Map.of("js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "ttf", "font/ttf", "txt", "text/plain; charset=utf-8");

    /** Names end in a hash of the content. */
    static final Set<String> NAMES = BundledFile.text("graphiql/assets.txt").lines().collect(Collectors.toUnmodifiableSet());

    private static final Map<String, Buffer> READ = new ConcurrentHashMap<>();

    private GraphiQLAssets() {
    }

    static String contentType(String name) {
        return CONTENT_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** Blocks the first time. */
    static Buffer gzip(String name) {
        return READ.computeIfAbsent(name + ".gz", file -> Buffer.buffer(BundledFile.bytes("graphiql/" + file)));
    }

    /** Blocks the first time. */
    static Buffer unpacked(String name) {
        return READ.computeIfAbsent(name, file -> {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(BundledFile.bytes("graphiql/" + file + ".gz")))) {
                return Buffer.buffer(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
