package com.leadlex.graphql.leadlex;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {

    private static final int LONGEST_NUMBER = 18;

    private RetryAfter() {
    }

    /** @return seconds from now, 0 for the past; null when absent or neither form. Not yet bounded. */
    static Long seconds(String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (!value.isEmpty() && value.length() <= LONGEST_NUMBER && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.valueOf(value);
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Math.max(0, Duration.between(now, then).plusMillis(999).toSeconds());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
