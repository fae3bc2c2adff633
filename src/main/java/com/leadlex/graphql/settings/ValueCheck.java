package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern WITHOUT_UNIT = Pattern.compile("[+-]?\\d+");

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
            return wholeNumber(name, value, type == int.class || type == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
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
            return null;
        } catch (IllegalArgumentException e) {
            return name + " must be a duration, such as 500MS, 5S or 1M.";
        }
    }

    private static @Nullable String wholeNumber(String name, String value, long largest) {
        long least = MAY_BE_ZERO.contains(name) ? 0 : 1;
        try {
            long number = Long.parseLong(value);
            return number < least || number > largest ? name + " must be a whole number from " + least + " to " + largest + "."
                    : null;
        } catch (NumberFormatException e) {
            return name + " must be a whole number.";
        }
    }

    private static @Nullable String ratio(String name, String value) {
        try {
            double ratio = Double.parseDouble(value);
            return ratio > 0 && ratio <= 1 ? null : name + " must be a ratio: greater than 0, and at most 1.";
        } catch (NumberFormatException e) {
            return name + " must be a ratio: greater than 0, and at most 1.";
        }
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
