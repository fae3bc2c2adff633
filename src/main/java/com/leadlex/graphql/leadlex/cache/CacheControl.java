package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.CacheDirective;
import com.leadlex.graphql.leadlex.HttpDate;

/**
 * Leadlex's caching directives (RFC 9111, sections 4.2 and 5). {@code private} is ignored, since each entry has one key.
 *
 * @param mayStore true when the answer may be kept
 * @param maxAgeSeconds for how many seconds the answer is fresh; null when Leadlex does not say
 * @param mayServeStale true when the answer may be served stale while Leadlex cannot be asked
 */
record CacheControl(boolean mayStore, @Nullable Long maxAgeSeconds, boolean mayServeStale) {

    static final CacheControl WITHOUT_DIRECTIVES = new CacheControl(/* mayStore= */ true, null, /* mayServeStale= */ true);
    /** The greatest number of seconds: greater numbers count as this limit (RFC 9111, section 1.2.2). */
    private static final long MAX_SECONDS = Integer.MAX_VALUE;
    private static final int MAX_DIGITS = 10;

    /** @return the directives in these headers; an age that cannot be read counts as 0 seconds */
    static CacheControl of(Function<String, List<String>> headers) {
        boolean mayStore = CacheDirective.of(headers.apply("Vary")).stream().noneMatch(field -> field.name().equals("*"));
        boolean mayServeStale = true;
        Long maxAgeSeconds = null;
        for (CacheDirective directive : CacheDirective.of(headers.apply("Cache-Control"))) {
            switch (directive.name()) {
                case "no-store" -> mayStore = false;
                case "must-revalidate" -> mayServeStale = false;
                case "no-cache" -> {
                    mayServeStale = false;
                    maxAgeSeconds = 0L;
                }
                case "max-age" -> {
                    long seconds = directive.argument() == null ? 0 : parseSeconds(directive.argument());
                    maxAgeSeconds = maxAgeSeconds == null ? Long.valueOf(seconds)
                            : Long.valueOf(Math.min(maxAgeSeconds, seconds));
                }
                default -> {
                }
            }
        }
        return new CacheControl(mayStore, maxAgeSeconds == null ? secondsUntilExpires(headers) : maxAgeSeconds, mayServeStale);
    }

    static boolean isPresentIn(Function<String, List<String>> headers) {
        return !headers.apply("Cache-Control").isEmpty() || !headers.apply("Expires").isEmpty();
    }

    /** An invalid date counts as expired (RFC 9111, section 5.3). */
    private static @Nullable Long secondsUntilExpires(Function<String, List<String>> headers) {
        List<String> expiresHeaders = headers.apply("Expires");
        if (expiresHeaders.isEmpty()) {
            return null;
        }
        Long expiresMillis = HttpDate.parseMillis(expiresHeaders.get(0));
        long freshMillis = expiresMillis == null ? 0 : Math.max(0, expiresMillis - HttpDate.nowMillis(headers.apply("Date")));
        return Math.min(MAX_SECONDS, freshMillis / 1000);
    }

    /** @return how old the answer was when it was sent, by the first value of {@code Age}, in seconds */
    static long ageSeconds(Function<String, List<String>> headers) {
        List<String> ageHeaders = headers.apply("Age");
        return ageHeaders.isEmpty() ? 0 : parseSeconds(ageHeaders.get(0).split(",", 2)[0]);
    }

    private static long parseSeconds(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return 0;
        }
        return digits.length() > MAX_DIGITS ? MAX_SECONDS : Math.min(MAX_SECONDS, Long.parseLong(digits));
    }
}
