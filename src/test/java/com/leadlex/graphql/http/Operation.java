package com.leadlex.graphql.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.quarkus.runtime.util.HashUtil;

/** A document of {@code graphql/operations}. */
record Operation(String text) {

    static List<Operation> all() {
        try (var files = Files.list(Path.of("graphql/operations"))) {
            return files.filter(file -> file.toString().endsWith(".graphql")).map(Operation::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String hash() {
        return HashUtil.sha256(text);
    }

    private static Operation read(Path file) {
        try {
            return new Operation(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
