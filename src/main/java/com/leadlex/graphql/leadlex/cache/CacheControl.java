package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What Leadlex says of keeping its answer (RFC 9111, section 5.2.2). {@code private} says nothing here: what is kept is one
 * key's alone.
 *
 * @param store whether the answer may be kept
 * @param maxAge for how many seconds it is fresh; null when Leadlex does not say
 * @param staleAllowed whether it may be given when it is no longer fresh and Leadlex cannot be asked
 */
record CacheControl(boolean store, @Nullable Long maxAge, boolean staleAllowed) {

    static final CacheControl SILENT = new CacheControl(true, null, true);
    /** RFC 9111, section 1.2.2: what is greater counts as this. */
    private static final long LONGEST = Integer.MAX_VALUE;

    /** @return {@link #SILENT} without the header; a directive that cannot be read counts as the careful one */
    static CacheControl of(Map<String, List<String>> headers) {
        List<String> values = headers.get("Cache-Control");
        if (values == null) {
            return SILENT;
        }
        boolean store = true;
        boolean staleAllowed = true;
        Long maxAge = null;
        for (String directive : String.join(",", values).split(",")) {
            int equals = directive.indexOf('=');
            String name = (equals < 0 ? directive : directive.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "no-store" -> store = false;
                case "must-revalidate" -> staleAllowed = false;
                case "no-cache" -> {
                    staleAllowed = false;
                    maxAge = 0L;
                }
                case "max-age" -> {
                    long seconds = equals < 0 ? 0 : seconds(directive.substring(equals + 1));
                    maxAge = maxAge == null ? Long.valueOf(seconds) : Long.valueOf(Math.min(maxAge, seconds));
                }
                default -> {
                }
            }
        }
        return new CacheControl(store, maxAge, staleAllowed);
    }

    /** @return how old the answer was when it came, by its header {@code Age}, in seconds */
    static long age(Map<String, List<String>> headers) {
        List<String> values = headers.get("Age");
        return values == null ? 0 : seconds(values.get(0));
    }

    private static long seconds(String text) {
        String digits = text.strip().replace("\"", "");
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 10 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }
}
