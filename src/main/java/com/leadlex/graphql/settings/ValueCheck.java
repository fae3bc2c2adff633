package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.DurationConverter;

/** What is wrong with the value of a setting, judged by the type that its interface declares. */
final class ValueCheck {

    /** Where zero makes sense: it switches something off. Every other number and duration has to be greater. */
    static final Set<String> MAY_BE_ZERO = Set.of("leadlex.retry.max", "leadlex.retry.delay", "leadlex.retry.jitter",
            "leadlex.concurrency.queue", "leadlex.cache.ttl", "leadlex.cache.stale-if-error",
            "facade.documents.persisted-characters", "facade.limits.cached-characters");

    private static final Set<String> TRUTH = Set.of("true", "false");
    private static final Pattern WITHOUT_UNIT = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern RATIO = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?");

    /** Far more than makes sense, and far less than what sums and products of it would overflow at. */
    static final long LARGEST_INT = 1_000_000_000;
    private static final long LARGEST_LONG = 1_000_000_000_000_000L;
    /** Of what memory is taken for at the start, or with each key. */
    private static final Map<String, Long> LARGEST = Map.of("leadlex.circuit.window", 1_000_000L,
            "leadlex.shared-circuit.window", 1_000_000L);
    /** A line of the log has to fit. */
    private static final Map<String, Long> LEAST = Map.of("facade.log.queue-bytes", 16_384L);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private ValueCheck() {
    }

    /** @return null when nothing is wrong */
    static @Nullable String mistake(String name, Class<?> type, String value) {
        if (type == Duration.class) {
            return duration(name, value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return TRUTH.contains(value.toLowerCase(Locale.ROOT)) ? null : name + " must be true or false.";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return wholeNumber(name, value, type == int.class || type == Integer.class ? LARGEST_INT : LARGEST_LONG);
        }
        if (type == double.class || type == Double.class) {
            return ratio(name, value);
        }
        return type.isEnum() ? choice(name, type, value) : null;
    }

    private static @Nullable String duration(String name, String value) {
        if (WITHOUT_UNIT.matcher(value).matches()) {
            return name + " needs a unit, such as 500MS, 5S or 1M: " + value + " alone would be seconds.";
        }
        try {
            Duration duration = DurationConverter.parseDuration(value);
            if (duration != null && (duration.isNegative() || duration.isZero() && !MAY_BE_ZERO.contains(name))) {
                return name + " must be a duration greater than zero, such as 500MS or 5S.";
            }
            boolean sensible = duration == null || duration.isZero()
                    || duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
            return sensible ? null : name + " must be a duration from 1MS to " + LONGEST.toDays() + "D.";
        } catch (IllegalArgumentException | ArithmeticException e) {
            return name + " must be a duration, such as 500MS, 5S or 1M.";
        }
    }

    private static @Nullable String wholeNumber(String name, String value, long largestOfType) {
        long least = LEAST.getOrDefault(name, MAY_BE_ZERO.contains(name) ? 0L : 1L);
        long largest = LARGEST.getOrDefault(name, largestOfType);
        if (!WITHOUT_UNIT.matcher(value).matches()) {
            return name + " must be a whole number.";
        }
        try {
            long number = Long.parseLong(value);
            return number < least || number > largest ? name + " must be a whole number from " + least + " to " + largest + "."
                    : null;
        } catch (NumberFormatException e) {
            return name + " must be a whole number from " + least + " to " + largest + ".";
        }
    }

    private static @Nullable String ratio(String name, String value) {
        double ratio = RATIO.matcher(value).matches() ? Double.parseDouble(value) : 0;
        return ratio > 0 && ratio <= 1 ? null : name + " must be a ratio: greater than 0, and at most 1.";
    }

    private static @Nullable String choice(String name, Class<?> type, String value) {
        List<String> choices = Arrays.stream(type.getEnumConstants()).map(ValueCheck::word).toList();
        return choices.contains(word(value)) ? null : name + " must be one of " + String.join(", ", choices) + ".";
    }

    /** As SmallRye reads it: upper and lower case, hyphens and underscores are the same. */
    private static String word(Object choice) {
        return choice.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
