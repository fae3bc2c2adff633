package com.leadlex.graphql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Requests by Apollo's protocol of automatic persisted queries. */
final class PersistedQuery {

    private PersistedQuery() {
    }

    static Map<String, Object> register(String document) {
        return Map.of("query", document, "extensions", extensions(document));
    }

    static Map<String, Object> byHash(String document) {
        return Map.of("extensions", extensions(document));
    }

    static Map<String, Object> extensions(String document) {
        return Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", sha256(document)));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
