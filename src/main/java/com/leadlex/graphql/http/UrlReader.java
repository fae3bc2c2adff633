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

    private final JsonReader jsonReader;

    public UrlReader(JsonReader jsonReader) {
        this.jsonReader = jsonReader;
    }

    /** @param rawQuery the URL's query as it was sent; null without one */
    public Parameters readParameters(@Nullable String rawQuery) throws Refusal {
        Map<String, List<String>> valuesByName = decodeParameters(rawQuery == null ? "" : rawQuery);
        return new Parameters(singleValue(valuesByName, "query"), nonEmptyValue(valuesByName, "operationName"),
                readObject(valuesByName, "variables"),
                readObject(valuesByName, "extensions"), nonEmptyValue(valuesByName, "documentId"));
    }

    private static Map<String, List<String>> decodeParameters(String rawQuery) throws Refusal {
        // Vert.x gives each byte that a client left unencoded as a Latin-1 character; the bytes themselves are UTF-8.
        String utf8Query = new String(rawQuery.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Map<String, List<String>> valuesByName;
        try {
            valuesByName = new QueryStringDecoder(utf8Query, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true).parameters();
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable("The URL's parameters are not correctly encoded.");
        }
        // The decoder replaces bytes that are not UTF-8 by U+FFFD, which a client may also have sent on purpose.
        if (valuesByName.values().stream().flatMap(List::stream)
                .anyMatch(parameterValue -> parameterValue.indexOf('\uFFFD') >= 0)
                && !rawQuery.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
            throw Refusal.unreadable("The URL's parameters are not UTF-8.");
        }
        return valuesByName;
    }

    private static @Nullable String singleValue(Map<String, List<String>> valuesByName, String parameterName) throws Refusal {
        List<String> values = valuesByName.getOrDefault(parameterName, List.of());
        if (values.size() > 1) {
            throw Refusal.notGraphQLRequest("The parameter '" + parameterName + "' must not be repeated.");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Clients send an empty value for a parameter that is not set. */
    private static @Nullable String nonEmptyValue(Map<String, List<String>> valuesByName, String parameterName) throws Refusal {
        String parameterValue = singleValue(valuesByName, parameterName);
        return parameterValue == null || parameterValue.isEmpty() ? null : parameterValue;
    }

    private Map<String, @Nullable Object> readObject(Map<String, List<String>> valuesByName, String parameterName)
            throws Refusal {
        String jsonText = nonEmptyValue(valuesByName, parameterName);
        return jsonText == null ? Map.of() : jsonReader.readObject(jsonText, parameterName);
    }
}
