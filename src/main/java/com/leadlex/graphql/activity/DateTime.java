package com.leadlex.graphql.activity;

import java.time.DateTimeException;
import java.time.LocalDate;

import org.eclipse.microprofile.graphql.Description;
import org.jspecify.annotations.Nullable;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/**
 * An RFC 3339 date-time as text: offset and fraction as they came, seconds always there. The text is kept, because a parsed
 * instant would lose the offset, and a {@code java.time} one drops zero seconds and trailing zeros of the fraction.
 */
@CustomScalar("DateTime")
@Description(DateTime.DESCRIPTION)
public final class DateTime implements CustomStringScalar {

    public static final String DESCRIPTION = "An RFC 3339 date and time: the offset is kept, seconds are always written, the fraction is as it came.";

    private static final int SHORTEST = "2026-04-17T14:23Z".length();
    private static final int SHORTEST_WITH_SECONDS = "2026-04-17T14:23:05Z".length();

    private final String text;

    /** SmallRye's contract for a scalar; see {@link #parse}. */
    public DateTime(String text) {
        this.text = text;
    }

    /**
     * Reads a date-time. Beside RFC 3339 (section 5.6, lower-case letters and a space for the T included) it accepts ISO 8601's
     * omission of the seconds, which are then written as zero.
     *
     * @return null when the text is not a date-time
     */
    public static @Nullable DateTime parse(String text) {
        int length = text.length();
        if (length < SHORTEST || !startsLike("dddd-dd-ddTdd:dd", text) || !isDate(text) || number(text, 11) > 23
                || number(text, 14) > 59) {
            return null;
        }
        String seconds;
        int offset;
        if (text.charAt(16) == ':') {
            if (length < SHORTEST_WITH_SECONDS || !isDigit(text, 17) || !isDigit(text, 18) || number(text, 17) > 60) {
                return null;
            }
            offset = endOfFraction(text, 19);
            seconds = text.substring(16, offset);
        } else {
            offset = 16;
            seconds = ":00";
        }
        String zone = zone(text, offset);
        if (zone == null) {
            return null;
        }
        boolean asItIs = seconds.length() == offset - 16 && text.charAt(10) == 'T' && text.endsWith(zone);
        return new DateTime(asItIs ? text : text.substring(0, 10) + 'T' + text.substring(11, 16) + seconds + zone);
    }

    private static boolean startsLike(String pattern, String text) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = text.charAt(i);
            boolean fits = switch (pattern.charAt(i)) {
                case 'd' -> c >= '0' && c <= '9';
                case 'T' -> c == 'T' || c == 't' || c == ' ';
                default -> c == pattern.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.of(number(text, 0) * 100 + number(text, 2), number(text, 5), number(text, 8));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** @return where the fraction that may start here ends; without a fraction, or with a dot alone, that is where it starts */
    private static int endOfFraction(String text, int start) {
        if (text.charAt(start) != '.') {
            return start;
        }
        int end = start + 1;
        while (end < text.length() && isDigit(text, end)) {
            end++;
        }
        return end == start + 1 ? start : end;
    }

    private static @Nullable String zone(String text, int start) {
        int length = text.length() - start;
        if (length == 1 && (text.charAt(start) == 'Z' || text.charAt(start) == 'z')) {
            return "Z";
        }
        if (length == 6 && (text.charAt(start) == '+' || text.charAt(start) == '-') && text.charAt(start + 3) == ':'
                && isDigit(text, start + 1) && isDigit(text, start + 2) && isDigit(text, start + 4) && isDigit(text, start + 5)
                && number(text, start + 1) <= 23 && number(text, start + 4) <= 59) {
            return text.substring(start);
        }
        return null;
    }

    private static boolean isDigit(String text, int i) {
        return text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static int number(String text, int i) {
        return (text.charAt(i) - '0') * 10 + text.charAt(i + 1) - '0';
    }

    @Override
    public String stringValueForSerialization() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
