package com.leadlex.graphql.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that the build put on the class path. */
public final class BundledFile {

    private BundledFile() {
    }

    /** Blocks: for worker threads, and for static initialisers, which a native executable runs at build time. */
    public static byte[] readBytes(String fileName) {
        try (var fileStream = BundledFile.class.getClassLoader().getResourceAsStream(fileName)) {
            if (fileStream == null) {
                throw new IllegalStateException("The build left out " + fileName);
            }
            return fileStream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #readBytes}, for a file in UTF-8. */
    public static String readText(String fileName) {
        return new String(readBytes(fileName), StandardCharsets.UTF_8);
    }
}
