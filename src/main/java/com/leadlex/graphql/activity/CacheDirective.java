package com.leadlex.graphql.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One directive of a {@code Cache-Control} header (RFC 9111, section 5.2) of a caller or of Leadlex.
 *
 * @param name in lower case
 * @param argument without quotes; null when the directive has no argument
 */
public record CacheDirective(String name, @Nullable String argument) {

    /** @param values of all lines of the header; a comma in quotes does not separate directives */
    public static List<CacheDirective> of(List<String> values) {
        List<CacheDirective> directives = new ArrayList<>();
        for (String value : values) {
            int start = 0;
            boolean quoted = false;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length() || value.charAt(i) == ',' && !quoted) {
                    directives.add(one(value.substring(start, i)));
                    start = i + 1;
                } else if (value.charAt(i) == '"') {
                    quoted = !quoted;
                } else if (value.charAt(i) == '\\' && quoted && i + 1 < value.length()) {
                    i++;
                }
            }
        }
        return directives;
    }

    private static CacheDirective one(String text) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        return new CacheDirective(name, equals < 0 ? null : text.substring(equals + 1).strip().replace("\"", ""));
    }
}
