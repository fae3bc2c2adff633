package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether the list of origins for CORS can match an origin at all (RFC 6454, section 6.2): one that cannot would let nobody in.
 */
final class CorsCheck {

    private static final String ORIGINS = "quarkus.http.cors.origins";
    private static final String ENABLED = "quarkus.http.cors.enabled";
    /** As SmallRye Config takes lists apart: a comma behind a backslash is part of an element. */
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private CorsCheck() {
    }

    /** @param value the value of a property; null when it is not set */
    static List<String> mistakes(UnaryOperator<String> value) {
        String origins = value.apply(ORIGINS);
        if (origins == null) {
            return List.of();
        }
        if (!"true".equalsIgnoreCase(value.apply(ENABLED))) {
            return List.of(ORIGINS + " has no effect without " + ENABLED + "=true: set that too, or remove the origins.");
        }
        return Arrays.stream(COMMA.split(origins)).map(String::strip).allMatch(CorsCheck::isOrigin) ? List.of()
                : List.of(ORIGINS + " must be origins, such as https://app.example.com (no path, no slash at the end), * or"
                        + " /regular expressions/, separated by commas.");
    }

    private static boolean isOrigin(String origin) {
        if (origin.equals("*")) {
            return true;
        }
        try {
            if (origin.length() > 2 && origin.startsWith("/") && origin.endsWith("/")) {
                Pattern.compile(origin.substring(1, origin.length() - 1).replace("\\,", ","));
                return true;
            }
            URI uri = new URI(origin);
            return uri.getScheme() != null && uri.getRawAuthority() != null && uri.getRawUserInfo() == null
                    && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority()) && !origin.contains("*");
        } catch (URISyntaxException | PatternSyntaxException e) {
            return false;
        }
    }
}
