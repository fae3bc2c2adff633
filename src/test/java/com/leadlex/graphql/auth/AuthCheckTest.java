package com.leadlex.graphql.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuthCheckTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "httpkeys.json", "no-such-file.json" })
    void refusesAMissingFile(String location) {
        assertFalse(AuthCheck.isKeyFile(location));
    }

    @Test
    void acceptsAFileOfAnyNameButNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("httpkeys.json"));
        assertTrue(AuthCheck.isKeyFile(file.toString()));
        assertTrue(AuthCheck.isKeyFile("file:" + file));
        assertFalse(AuthCheck.isKeyFile(folder.toString()));
        assertFalse(AuthCheck.isUrl("httpkeys.json"));
    }
}
