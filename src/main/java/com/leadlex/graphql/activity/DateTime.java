package com.leadlex.graphql.activity;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.graphql.Description;
import org.jspecify.annotations.Nullable;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/**
 * An RFC 3339 date-time as text: offset and fraction as they came, seconds always there. The text is kept, because a parsed
 * instant would lose the offset, and a {@code java.time} one drops zero seconds and trailing zeros of the fraction.
 */
@CustomScalar("DateTime")
@Description("An RFC 3339 date and time: the offset is kept, seconds are always written, the fraction is as it came.")
public final class DateTime implements CustomStringScalar {

    private static final Pattern RFC_3339 = Pattern.compile("(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]"
            + "(?<minutes>(?:[01][0-9]|2[0-3]):[0-5][0-9])(?<seconds>:(?:[0-5][0-9]|60)(?:[.][0-9]+)?)?"
            + "(?<offset>[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

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
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            LocalDate.parse(parts.group("date"));
        } catch (DateTimeParseException e) {
            return null;
        }
        String seconds = parts.group("seconds");
        String offset = parts.group("offset");
        return new DateTime(parts.group("date") + 'T' + parts.group("minutes") + (seconds == null ? ":00" : seconds)
                + (offset.equals("z") ? "Z" : offset));
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
