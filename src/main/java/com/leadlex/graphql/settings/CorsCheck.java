package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.common.utils.StringUtil;

/**
 * Checks the origins for CORS. A plain origin must be spelt as browsers send it (RFC 6454, section 6.2), or it would match no
 * page. A pattern must match what it says, although both a list and a file of properties lose backslashes when they are read.
 */
final class CorsCheck {

    static final String ORIGINS = "quarkus.http.cors.origins";
    private static final String ENABLED = "quarkus.http.cors.enabled";
    private static final String CREDENTIALS = "quarkus.http.cors.access-control-allow-credentials";

    /** Schemes of web pages, browser extensions and the usual shells for applications. */
    private static final Set<String> SCHEMES = Set.of("https", "http", "chrome-extension", "moz-extension",
            "safari-web-extension", "app", "capacitor", "ionic", "tauri");
    /** Backslashes that a list keeps: one behind another, or before a comma. */
    private static final Pattern KEPT = Pattern.compile("\\\\[\\\\,]");
    private static final Pattern ESCAPED_OR_CLASS = Pattern.compile("\\\\.|\\[\\^?]?[^]]*]");
    /** Remains of {@code \.}, {@code \d+} and {@code \S+} without their backslash; no origin has upper case. */
    private static final Pattern UNESCAPED = Pattern.compile("\\.(?![*+?{])|[dw](?=[*+{])|[A-Z]");

    private CorsCheck() {
    }

    /** @param value of a property; null when it is not set */
    static Optional<String> mistake(UnaryOperator<@Nullable String> value) {
        String list = value.apply(ORIGINS);
        List<String> origins = Stream.concat(Stream.of(list == null ? new String[0] : StringUtil.split(list)),
                Stream.iterate(0, i -> i + 1).map(i -> value.apply(ORIGINS + "[" + i + "]")).takeWhile(Objects::nonNull))
                .map(origin -> Objects.requireNonNull(origin).strip()).toList();
        if (list == null && origins.isEmpty()) {
            return Optional.empty();
        }
        if (!"true".equalsIgnoreCase(value.apply(ENABLED))) {
            return Optional.of(ORIGINS + " has no effect without " + ENABLED + "=true: set that too, or remove the origins.");
        }
        if (list != null && KEPT.matcher(list).replaceAll("").contains("\\")
                || origins.stream().anyMatch(origin -> isPattern(origin) && hasLostBackslash(origin))) {
            return Optional
                    .of(ORIGINS + " has a pattern with a dot that matches any character, or with a backslash that is lost"
                            + " when the list is read: write [.] for a dot and [0-9] for a digit.");
        }
        if (origins.contains("*") && "true".equalsIgnoreCase(value.apply(CREDENTIALS))) {
            return Optional.of(
                    ORIGINS + " must not be * with " + CREDENTIALS + "=true: every page could act as the person who opens it.");
        }
        return origins.equals(List.of("*")) || !origins.isEmpty() && origins.stream().allMatch(CorsCheck::isUsable)
                ? Optional.empty()
                : Optional.of(ORIGINS
                        + " must be origins as browsers send them, such as https://app.example.com (lower case, no path,"
                        + " no slash at the end, no :443 or :80 that is the usual port), /regular expressions/, separated by"
                        + " commas, or * alone.");
    }

    private static boolean isPattern(String origin) {
        return origin.length() > 2 && origin.startsWith("/") && origin.endsWith("/");
    }

    private static boolean hasLostBackslash(String pattern) {
        return UNESCAPED.matcher(ESCAPED_OR_CLASS.matcher(pattern).replaceAll("")).find();
    }

    private static boolean isUsable(String origin) {
        if (!isPattern(origin)) {
            Url url = Url.parse(origin, SCHEMES);
            return url != null && url.origin().equals(url.hasUnderscore() ? origin.replace('_', 'x') : origin);
        }
        try {
            Pattern.compile(origin.substring(1, origin.length() - 1));
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
