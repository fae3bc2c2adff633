package com.leadlex.graphql.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.http.QueryStringDecoder;

/** Reads the parameters of a GET request from its URL, decoded once. */
public final class UrlReader {

    private static final int MAX_PARAMETERS = 64;

    private final JsonReader json;

    public UrlReader(JsonReader json) {
        this.json = json;
    }

    /** @param rawQuery the URL's query as it was sent; null without one */
    public Parameters parameters(@Nullable String rawQuery) throws Refusal {
        Map<String, List<String>> decoded = decode(rawQuery == null ? "" : rawQuery);
        return new Parameters(one(decoded, "query"), text(decoded, "operationName"), object(decoded, "variables"),
                object(decoded, "extensions"), text(decoded, "documentId"));
    }

    private static Map<String, List<String>> decode(String rawQuery) throws Refusal {
        // Bytes that a client left unencoded are Latin-1 characters here; together they are UTF-8.
        String query = new String(rawQuery.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Map<String, List<String>> decoded;
        try {
            decoded = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true).parameters();
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable("The URL's parameters are not correctly encoded.");
        }
        // The decoder replaces bytes that are not UTF-8 by U+FFFD, which a client may also have sent on purpose.
        if (decoded.values().stream().flatMap(List::stream).anyMatch(value -> value.indexOf('\uFFFD') >= 0)
                && !rawQuery.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
            throw Refusal.unreadable("The URL's parameters are not UTF-8.");
        }
        return decoded;
    }

    private static @Nullable String one(Map<String, List<String>> decoded, String name) throws Refusal {
        List<String> values = decoded.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Refusal.noGraphQLRequest("The parameter '" + name + "' must not be repeated.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Clients send an empty value for a parameter that is not set. */
    private static @Nullable String text(Map<String, List<String>> decoded, String name) throws Refusal {
        String value = one(decoded, name);
        return value == null || value.isEmpty() ? null : value;
    }

    private Map<String, @Nullable Object> object(Map<String, List<String>> decoded, String name) throws Refusal {
        String value = text(decoded, name);
        return value == null ? Map.of() : json.object(value, name);
    }
}
