package com.leadlex.graphql.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that the build put on the class path. */
public final class BundledFile {

    private BundledFile() {
    }

    /** Blocks: for worker threads, and for static initialisers, which a native executable runs at build time. */
    public static byte[] bytes(String name) {
        try (var in = BundledFile.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The build left out " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #bytes}, for a file in UTF-8. */
    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
