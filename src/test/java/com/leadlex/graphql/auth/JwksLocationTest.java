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

class JwksLocationTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "https://issuer.example.com/jwks", "http://127.0.0.1:8081/jwks", "" })
    void aJwksThatMayBeThereLaterDoesNotStopTheStart(String location) {
        assertTrue(JwksLocation.isThere(location));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://", "http:", "https://issuer.example.com:99999/jwks", "https://issuer.example.com/a b",
            "httpkeys.json", "no-such-file.json" })
    void aJwksThatNobodyCanHaveStopsIt(String location) {
        assertFalse(JwksLocation.isThere(location));
    }

    @Test
    void aFileMayHaveAnyNameAndAFolderIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("httpkeys.json"));
        assertTrue(JwksLocation.isThere(file.toString()));
        assertTrue(JwksLocation.isThere("file:" + file));
        assertFalse(JwksLocation.isThere(folder.toString()));
        assertFalse(JwksLocation.isUrl("httpkeys.json"));
    }
}
