package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.CacheDirective;
import com.leadlex.graphql.leadlex.HttpDate;

/**
 * Leadlex's caching directives (RFC 9111, sections 4.2 and 5). {@code private} makes no difference, since each entry belongs
 * to one key.
 *
 * @param store true when the answer may be kept
 * @param maxAge for how many seconds the answer is fresh; null when Leadlex does not say
 * @param staleAllowed true when the answer may be served stale while Leadlex cannot be asked
 */
record CacheControl(boolean store, @Nullable Long maxAge, boolean staleAllowed) {

    static final CacheControl SILENT = new CacheControl(true, null, true);
    /** In seconds; greater values count as this (RFC 9111, section 1.2.2). */
    private static final long LONGEST = Integer.MAX_VALUE;

    /** @return {@link #SILENT} without any of the headers; an unreadable age counts as 0 seconds */
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

    /** An invalid date counts as expired (RFC 9111, section 5.3). */
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
