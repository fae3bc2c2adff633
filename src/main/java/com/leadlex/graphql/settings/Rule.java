package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * What the value of a setting must be.
 *
 * @param names of the setting; only the first with an unusable value is reported, since several names can give one value
 * @param isUsable true for a value that the setting may have
 * @param requirement what to say after the name when the value is unusable
 */
record Rule(List<String> names, Predicate<String> isUsable, String requirement) {

    /** The greatest setting: more than makes sense, yet sums and products of such settings do not overflow. */
    static final int MAX_INT_SETTING = 1_000_000_000;
    private static final long MAX_LONG_SETTING = 1_000_000_000_000_000L;
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofDays(3_650);

    /** Settings where 0 is allowed and switches something off. All other numbers and durations must be greater. */
    static final Set<String> MAY_BE_ZERO = Set.of("leadlex.retry.max", "leadlex.retry.delay", "leadlex.retry.jitter",
            "leadlex.concurrency.queue", "leadlex.cache.ttl", "leadlex.cache.stale-if-error",
            "facade.documents.persisted-characters", "facade.limits.cached-characters");
    /** Lower bounds other than 0 and 1: a line of the log has to fit, and 2025 is the first edition. */
    private static final Map<String, Long> MIN_BY_NAME = Map.of(
            "facade.log.queue-bytes", 16_384L, "facade.http.edition", 2025L);
    /** Upper bounds where memory is taken at start or for each key, and the last edition. */
    private static final Map<String, Long> MAX_BY_NAME = Map.of("leadlex.circuit.window", 1_000_000L,
            "leadlex.shared-circuit.window", 1_000_000L, "facade.http.edition", 2026L);

    private static final String SHOWN_LEADLEX_URL = "LEADLEX_URL (quarkus.rest-client.leadlex.url)";
    /** How a message shows settings that people know by another name. */
    private static final Map<String, String> SHOWN_NAMES = Map.of("quarkus.http.port", "PORT (quarkus.http.port)",
            "LEADLEX_URL", SHOWN_LEADLEX_URL, "leadlex.url", SHOWN_LEADLEX_URL, "quarkus.rest-client.leadlex.url",
            SHOWN_LEADLEX_URL,
            "quarkus.otel.exporter.otlp.endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT (quarkus.otel.exporter.otlp.endpoint)");

    static Rule of(String name, Predicate<String> isUsable, String requirement) {
        return new Rule(List.of(name), isUsable, requirement);
    }

    /** The rule for a setting of this service, by the type that its interface declares. */
    static Rule ofType(String name, Class<?> type) {
        if (type == Duration.class) {
            boolean mayBeZero = MAY_BE_ZERO.contains(name);
            return of(name, value -> isDuration(value, mayBeZero),
                    " must be a duration with its unit, such as 500MS, 5S or 1M: " + (mayBeZero ? "0S, or " : "")
                            + "from 1MS to " + MAX_DURATION.toDays() + "D.");
        }
        if (type == int.class || type == long.class) {
            long minValue = MIN_BY_NAME.getOrDefault(name, MAY_BE_ZERO.contains(name) ? 0L : 1L);
            long maxValue = MAX_BY_NAME.getOrDefault(name, type == int.class ? MAX_INT_SETTING : MAX_LONG_SETTING);
            return of(name, value -> isWholeNumber(value, minValue, maxValue),
                    " must be a whole number from " + minValue + " to " + maxValue + ".");
        }
        if (type == double.class) {
            return of(name, Rule::isRatio, " must be a ratio: greater than 0, and at most 1.");
        }
        if (type == boolean.class) {
            return of(name, Rule::isBoolean, " must be true or false.");
        }
        if (type.isEnum()) {
            List<String> choices = Stream.of(type.getEnumConstants()).map(Rule::normalizedWord).toList();
            return of(name, value -> choices.contains(normalizedWord(value)),
                    " must be one of " + String.join(", ", choices) + ".");
        }
        return of(name, value -> true, "");
    }

    /** @return null for a text that is no duration, has no unit, or is out of bounds */
    static @Nullable Duration parseDuration(String value) {
        try {
            Duration parsedDuration = value.matches("[+-]?[0-9]+") ? null : DurationConverter.parseDuration(value);
            return parsedDuration == null || !parsedDuration.isZero()
                    && (parsedDuration.compareTo(MIN_DURATION) < 0 || parsedDuration.compareTo(MAX_DURATION) > 0) ? null
                            : parsedDuration;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    private static boolean isDuration(String value, boolean mayBeZero) {
        Duration parsedDuration = parseDuration(value);
        return parsedDuration != null && (mayBeZero || !parsedDuration.isZero());
    }

    static boolean isWholeNumber(String value, long minValue, long maxValue) {
        return value.matches("[+-]?[0-9]{1,18}") && Long.parseLong(value) >= minValue && Long.parseLong(value) <= maxValue;
    }

    private static boolean isRatio(String value) {
        double ratio = value.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?") ? Double.parseDouble(value) : 0;
        return ratio > 0 && ratio <= 1;
    }

    static boolean isBoolean(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }

    /** As SmallRye reads an enum: upper and lower case, hyphens and underscores are the same. */
    private static String normalizedWord(Object choice) {
        return choice.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * One line that says what to set, or none. The line repeats no value, since a URL may contain a password.
     *
     * @param settings gives the value of a property or variable; null when it is not set
     */
    Stream<String> findMistake(UnaryOperator<@Nullable String> settings) {
        return names.stream().filter(name -> !Optional.ofNullable(settings.apply(name)).map(isUsable::test).orElse(true))
                .limit(1).map(name -> shownName(name) + requirement);
    }

    static String shownName(String name) {
        return SHOWN_NAMES.getOrDefault(name, name);
    }
}
