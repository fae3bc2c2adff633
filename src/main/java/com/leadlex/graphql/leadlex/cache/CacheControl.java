package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.CacheDirective;
import com.leadlex.graphql.leadlex.HttpDate;

/**
 * What Leadlex says of keeping its answer (RFC 9111, sections 4.2 and 5). {@code private} says nothing here: what is kept
 * is one key's alone.
 *
 * @param store whether the answer may be kept
 * @param maxAge for how many seconds it is fresh; null when Leadlex does not say
 * @param staleAllowed whether it may be given when it is no longer fresh and Leadlex cannot be asked
 */
record CacheControl(boolean store, @Nullable Long maxAge, boolean staleAllowed) {

    static final CacheControl SILENT = new CacheControl(true, null, true);
    /** RFC 9111, section 1.2.2: what is greater counts as this. */
    private static final long LONGEST = Integer.MAX_VALUE;

    /** @return {@link #SILENT} without any of the headers; a directive that cannot be read counts as the careful one */
    static CacheControl of(Function<String, List<String>> headers) {
        boolean store = CacheDirective.of(headers.apply("Vary")).stream()
                .noneMatch(field -> field.name().equals("*"));
        boolean staleAllowed = true;
        Long maxAge = null;
        for (CacheDirective directive : CacheDirective.of(headers.apply("Cache-Control"))) {
            switch (directive.name()) {
                case "no-store" -> store = false;
                case "must-revalidate" -> staleAllowed = false;
                case "no-cache" -> {
                    staleAllowed = false;
                    maxAge = 0L;
                }
                case "max-age" -> {
                    long seconds = directive.argument() == null ? 0 : seconds(directive.argument());
                    maxAge = maxAge == null ? Long.valueOf(seconds) : Long.valueOf(Math.min(maxAge, seconds));
                }
                default -> {
                }
            }
        }
        return new CacheControl(store, maxAge == null ? untilExpires(headers) : maxAge, staleAllowed);
    }

    static boolean isIn(Function<String, List<String>> headers) {
        return !headers.apply("Cache-Control").isEmpty() || !headers.apply("Expires").isEmpty();
    }

    /** What is no date has expired (RFC 9111, section 5.3). */
    private static @Nullable Long untilExpires(Function<String, List<String>> headers) {
        List<String> values = headers.apply("Expires");
        if (values.isEmpty()) {
            return null;
        }
        Long expires = HttpDate.millis(values.get(0));
        return expires == null ? Long.valueOf(0)
                : Long.valueOf(Math.min(LONGEST, Math.max(0, expires - HttpDate.now(headers.apply("Date"))) / 1000));
    }

    /** @return how old the answer was when it was sent, by the first value of {@code Age}, in seconds */
    static long age(Function<String, List<String>> headers) {
        List<String> values = headers.apply("Age");
        return values.isEmpty() ? 0 : seconds(values.get(0).split(",", 2)[0]);
    }

    private static long seconds(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 10 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }
}
