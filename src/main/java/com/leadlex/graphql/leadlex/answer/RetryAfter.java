package com.leadlex.graphql.leadlex.answer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or an HTTP date in one of the three forms of section 5.6.7. */
final class RetryAfter {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{0,18})?");

    /** {@code Sun Nov  6 08:49:37 1994}, of C's asctime: a day below 10 is padded with a space. */
    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder().appendPattern("EEE MMM ")
            .padNext(2).appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE).appendPattern(" HH:mm:ss uuuu")
            .toFormatter(Locale.ENGLISH);

    private RetryAfter() {
    }

    /**
     * Reads it leniently: a number may have a fraction, and where there are several values the longest counts.
     *
     * @param headers the values of all its header lines
     * @return whole seconds from now, 0 for the past; null when no value is of either form. Not yet bounded.
     */
    static @Nullable Long seconds(List<String> headers, Instant now) {
        Long longest = null;
        for (String header : headers) {
            Long whole = one(header.strip(), now);
            longest = longer(longest, whole);
            if (whole == null) {
                for (String part : header.split(",")) {
                    longest = longer(longest, one(part.strip(), now));
                }
            }
        }
        return longest;
    }

    /**
     * What a date of the answer is measured against: the answer's own {@code Date}, since the clocks may differ.
     *
     * @param date the header, or null
     */
    static Instant now(@Nullable String date) {
        Instant now = Instant.now();
        try {
            return date == null ? now : date(date.strip(), now);
        } catch (DateTimeException e) {
            return now;
        }
    }

    private static @Nullable Long longer(@Nullable Long a, @Nullable Long b) {
        return a == null || b != null && b > a ? b : a;
    }

    private static @Nullable Long one(String value, Instant now) {
        if (NUMBER.matcher(value).matches()) {
            return (long) Math.ceil(Double.parseDouble(value));
        }
        try {
            return Math.max(0, Duration.between(now, date(value, now)).plusMillis(999).toSeconds());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant date(String value, Instant now) {
        if (!value.endsWith("GMT")) {
            return LocalDateTime.parse(value, ASCTIME).toInstant(ZoneOffset.UTC);
        }
        return value.contains("-") ? LocalDateTime.parse(value, rfc850(now)).toInstant(ZoneOffset.UTC)
                : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; a year that seems more than 50 years ahead is the last one with these digits. */
    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate earliest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
        return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest).appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}
