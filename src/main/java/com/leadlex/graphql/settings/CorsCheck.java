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
 * Checks the origins for CORS. A plain origin must be spelt as browsers send it (RFC 6454, section 6.2).
 * A pattern must have kept its backslashes, which are lost when a list or a file of properties is read.
 */
final class CorsCheck {

    static final String ORIGINS = "quarkus.http.cors.origins";
    private static final String CORS_ENABLED = "quarkus.http.cors.enabled";
    private static final String ALLOW_CREDENTIALS = "quarkus.http.cors.access-control-allow-credentials";

    /** Schemes of web pages, browser extensions and the usual shells for applications. */
    private static final Set<String> ORIGIN_SCHEMES = Set.of("https", "http", "chrome-extension", "moz-extension",
            "safari-web-extension", "app", "capacitor", "ionic", "tauri");
    /** Backslashes that a list keeps: one behind another, or before a comma. */
    private static final Pattern KEPT_BACKSLASHES = Pattern.compile("\\\\[\\\\,]");
    private static final Pattern ESCAPED_OR_CLASS = Pattern.compile("\\\\.|\\[\\^?]?[^]]*]");
    /** What is left of {@code \.}, {@code \d+} and {@code \S+} without the backslash; no origin has upper case. */
    private static final Pattern REMAINS_OF_ESCAPES = Pattern.compile("\\.(?![*+?{])|[dw](?=[*+{])|[A-Z]");

    private CorsCheck() {
    }

    /** @param settings gives the value of a property; null when it is not set */
    static Optional<String> findMistake(UnaryOperator<@Nullable String> settings) {
        String originList = settings.apply(ORIGINS);
        List<String> origins = Stream.concat(Stream.of(originList == null ? new String[0] : StringUtil.split(originList)),
                Stream.iterate(0, i -> i + 1).map(i -> settings.apply(ORIGINS + "[" + i + "]")).takeWhile(Objects::nonNull))
                .map(origin -> Objects.requireNonNull(origin).strip()).toList();
        if (originList == null && origins.isEmpty()) {
            return Optional.empty();
        }
        if (!"true".equalsIgnoreCase(settings.apply(CORS_ENABLED))) {
            return mistake(" has no effect without " + CORS_ENABLED + "=true: set that too, or remove the origins.");
        }
        if (originList != null && KEPT_BACKSLASHES.matcher(originList).replaceAll("").contains("\\")
                || origins.stream().anyMatch(origin -> isPattern(origin) && hasLostBackslash(origin))) {
            return mistake(" has a pattern with a dot that matches any character, or with a backslash that is lost"
                    + " when the list is read: write [.] for a dot and [0-9] for a digit.");
        }
        if (origins.contains("*") && "true".equalsIgnoreCase(settings.apply(ALLOW_CREDENTIALS))) {
            return mistake(" must not be * with " + ALLOW_CREDENTIALS
                    + "=true: every page could act as the person who opens it.");
        }
        if (origins.equals(List.of("*")) || !origins.isEmpty() && origins.stream().allMatch(CorsCheck::isUsableOrigin)) {
            return Optional.empty();
        }
        return mistake(" must be origins as browsers send them, such as https://app.example.com (lower case, no path, no slash"
                + " at the end, no :443 or :80 that is the usual port), /regular expressions/, separated by commas, or * alone.");
    }

    private static Optional<String> mistake(String sentenceEnd) {
        return Optional.of(ORIGINS + sentenceEnd);
    }

    private static boolean isPattern(String origin) {
        return origin.length() > 2 && origin.startsWith("/") && origin.endsWith("/");
    }

    private static boolean hasLostBackslash(String pattern) {
        return REMAINS_OF_ESCAPES.matcher(ESCAPED_OR_CLASS.matcher(pattern).replaceAll("")).find();
    }

    private static boolean isUsableOrigin(String origin) {
        if (!isPattern(origin)) {
            Url url = Url.parse(origin, ORIGIN_SCHEMES);
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
