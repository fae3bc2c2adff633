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

    /** @param headerLines the values of all lines of the header; a comma in quotes does not separate directives */
    public static List<CacheDirective> of(List<String> headerLines) {
        List<CacheDirective> directives = new ArrayList<>();
        for (String headerLine : headerLines) {
            int directiveStart = 0;
            boolean isInQuotes = false;
            for (int charIndex = 0; charIndex <= headerLine.length(); charIndex++) {
                if (charIndex == headerLine.length() || headerLine.charAt(charIndex) == ',' && !isInQuotes) {
                    directives.add(parseDirective(headerLine.substring(directiveStart, charIndex)));
                    directiveStart = charIndex + 1;
                } else if (headerLine.charAt(charIndex) == '"') {
                    isInQuotes = !isInQuotes;
                } else if (headerLine.charAt(charIndex) == '\\' && isInQuotes && charIndex + 1 < headerLine.length()) {
                    charIndex++;
                }
            }
        }
        return directives;
    }

    private static CacheDirective parseDirective(String directiveText) {
        int equalsIndex = directiveText.indexOf('=');
        String name = (equalsIndex < 0 ? directiveText : directiveText.substring(0, equalsIndex)).strip()
                .toLowerCase(Locale.ROOT);
        return new CacheDirective(name,
                equalsIndex < 0 ? null : directiveText.substring(equalsIndex + 1).strip().replace("\"", ""));
    }
}
