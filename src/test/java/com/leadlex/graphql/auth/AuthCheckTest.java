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
    @ValueSource(strings = { "https://issuer.example.com/jwks", "http://127.0.0.1:8081/jwks", "" })
    void aJwksThatMayBeThereLaterDoesNotStopTheStart(String location) {
        assertTrue(AuthCheck.isThere(location));
    }

    @ParameterizedTest
    @ValueSource(strings = { "httpkeys.json", "no-such-file.json" })
    void aJwksThatNobodyCanHaveStopsIt(String location) {
        assertFalse(AuthCheck.isThere(location));
    }

    @Test
    void aFileMayHaveAnyNameAndAFolderIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("httpkeys.json"));
        assertTrue(AuthCheck.isThere(file.toString()));
        assertTrue(AuthCheck.isThere("file:" + file));
        assertFalse(AuthCheck.isThere(folder.toString()));
        assertFalse(AuthCheck.isUrl("httpkeys.json"));
    }
}
