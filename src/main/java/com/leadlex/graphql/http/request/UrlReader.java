package com.leadlex.graphql.http.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.http.Refusal;

import io.netty.handler.codec.http.QueryStringDecoder;

/** Reads the parameters of a GET request from its URL, decoded once. */
public final class UrlReader {

    private static final int MOST_PARAMETERS = 64;

    private final JsonReader json;

    public UrlReader(JsonReader json) {
        this.json = json;
    }

    /** @param rawQuery what follows the question mark; null when nothing does */
    public Parameters parameters(@Nullable String rawQuery) throws Refusal {
        Map<String, List<String>> all = decode(rawQuery);
        return new Parameters(one(all, "query"), text(all, "operationName"), object(all, "variables"),
                object(all, "extensions"),
                text(all, "documentId"));
    }

    /** Clients write a parameter that they have no value for as an empty one. */
    private static @Nullable String text(Map<String, List<String>> all, String name) throws Refusal {
        String value = one(all, name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static Map<String, List<String>> decode(@Nullable String rawQuery) throws Refusal {
        try {
            if (rawQuery == null) {
                return Map.of();
            }
            Map<String, List<String>> all = new QueryStringDecoder(text(rawQuery), StandardCharsets.UTF_8, false,
                    MOST_PARAMETERS, true).parameters();
            requireUtf8(rawQuery, all);
            return all;
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable("The URL's parameters are not correctly encoded.");
        }
    }

    /** Bytes that should have been encoded, and were not, come as one character each; they are UTF-8 all the same. */
    private static String text(String rawQuery) {
        boolean ascii = rawQuery.chars().allMatch(c -> c < 0x80);
        return ascii ? rawQuery : new String(rawQuery.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The decoder puts U+FFFD where the bytes are no UTF-8; only a client that meant that character sent it. */
    private static void requireUtf8(String rawQuery, Map<String, List<String>> all) throws Refusal {
        for (List<String> values : all.values()) {
            for (String value : values) {
                if (value.indexOf('\uFFFD') >= 0 && !rawQuery.toUpperCase(Locale.ROOT).contains("%EF%BF%BD")) {
                    throw Refusal.unreadable("The URL's parameters are not UTF-8.");
                }
            }
        }
    }

    private static @Nullable String one(Map<String, List<String>> all, String name) throws Refusal {
        List<String> values = all.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            throw Refusal.noGraphQLRequest("The parameter '" + name + "' must not be repeated.");
        }
        return values.get(0);
    }

    private Map<String, @Nullable Object> object(Map<String, List<String>> all, String name) throws Refusal {
        String text = one(all, name);
        return text == null || text.isEmpty() ? Map.of() : json.object(text, name);
    }
}
