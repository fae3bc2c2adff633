package com.leadlex.graphql.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.common.utils.StringUtil;

/**
 * Checks the origins for CORS. A plain one must be spelt as browsers send it (RFC 6454, section 6.2), or it would let nobody
 * in.
 * A pattern must mean what it says: reading a list, and reading a file of properties, each take backslashes away.
 */
final class CorsCheck {

    static final String ORIGINS = "quarkus.http.cors.origins";
    private static final String ENABLED = "quarkus.http.cors.enabled";
    private static final String CREDENTIALS = "quarkus.http.cors.access-control-allow-credentials";

    /** A backslash that stands for itself, or before a comma, is kept. */
    private static final Pattern KEPT = Pattern.compile("\\\\[\\\\,]");
    private static final Pattern ESCAPED_OR_CLASS = Pattern.compile("\\\\.|\\[\\^?]?[^]]*]");
    /** What is left of {@code \.}, {@code \d+} or {@code \S+} without its backslash; no origin has upper case. */
    private static final Pattern UNESCAPED = Pattern.compile("\\.(?![*+?{])|[dw](?=[*+{])|[A-Z]");
    /** Of web pages, browser extensions and the usual shells for applications. */
    private static final Pattern ORIGIN = Pattern
            .compile("(?<scheme>https?|[a-z]+-extension|app|capacitor|ionic|tauri)://"
                    + "(?<host>[a-z0-9_-]+([.][a-z0-9_-]+)*[.]?|\\[[0-9a-f:.]+])(:(?<port>[1-9][0-9]{0,4}))?");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*[.])?([0-9]+|0x[0-9a-f]*)[.]?");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])([.](?!$)|$)){4}");

    private CorsCheck() {
    }

    /** @param value the value of a property; null when it is not set */
    static List<String> mistakes(UnaryOperator<@Nullable String> value) {
        String list = value.apply(ORIGINS);
        List<String> indexed = Stream.iterate(0, i -> i + 1).map(i -> value.apply(ORIGINS + "[" + i + "]"))
                .takeWhile(Objects::nonNull).map(Objects::requireNonNull).toList();
        if (list == null && indexed.isEmpty()) {
            return List.of();
        }
        if (!"true".equalsIgnoreCase(value.apply(ENABLED))) {
            return List.of(ORIGINS + " has no effect without " + ENABLED + "=true: set that too, or remove the origins.");
        }
        if (list != null && KEPT.matcher(list).replaceAll("").contains("\\")) {
            return List.of(ORIGINS
                    + " has a backslash that is lost when the list is read: write [.] for a dot and [0-9] for a digit.");
        }
        List<String> origins = list == null ? indexed
                : Stream.concat(Arrays.stream(StringUtil.split(list)), indexed.stream()).map(String::strip).toList();
        if (origins.stream().anyMatch(origin -> isPattern(origin)
                && UNESCAPED.matcher(ESCAPED_OR_CLASS.matcher(origin).replaceAll("")).find())) {
            return List
                    .of(ORIGINS + " has a pattern with a dot that matches any character, or with what a lost backslash leaves:"
                            + " write [.] for a dot and [0-9] for a digit.");
        }
        if (origins.contains("*") && "true".equalsIgnoreCase(value.apply(CREDENTIALS))) {
            return List.of(ORIGINS + " must not be * with " + CREDENTIALS + "=true: every page could act as whoever opens it.");
        }
        return origins.equals(List.of("*")) || !origins.isEmpty() && origins.stream().allMatch(CorsCheck::isUsable) ? List.of()
                : List.of(ORIGINS
                        + " must be origins as browsers send them, such as https://app.example.com (lower case, no path,"
                        + " no slash at the end, no :443 or :80 that is the usual port), /regular expressions/, separated by"
                        + " commas, or * alone.");
    }

    private static boolean isPattern(String origin) {
        return origin.length() > 2 && origin.startsWith("/") && origin.endsWith("/");
    }

    private static boolean isUsable(String origin) {
        if (isPattern(origin)) {
            try {
                Pattern.compile(origin.substring(1, origin.length() - 1));
                return true;
            } catch (PatternSyntaxException e) {
                return false;
            }
        }
        var parts = ORIGIN.matcher(origin);
        if (!parts.matches()) {
            return false;
        }
        String usualPort = switch (parts.group("scheme")) {
            case "https" -> "443";
            case "http" -> "80";
            default -> "";
        };
        String host = parts.group("host");
        String port = parts.group("port");
        return (port == null || !port.equals(usualPort) && Integer.parseInt(port) <= Url.LARGEST_PORT)
                && (!ENDS_IN_NUMBER.matcher(host).matches() || IPV4.matcher(host).matches());
    }
}
