package com.leadlex.graphql.activity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.microprofile.graphql.Description;
import org.jspecify.annotations.Nullable;

import io.smallrye.graphql.api.CustomScalar;
import io.smallrye.graphql.api.CustomStringScalar;

/**
 * An RFC 3339 date-time as text, with the offset and fraction that Leadlex sent, and always with seconds.
 * An {@code Instant} would have no offset; other classes of {@code java.time} drop zero seconds and trailing zeros.
 */
@CustomScalar("DateTime")
@Description("An RFC 3339 date and time, always with seconds; the offset and the fraction are those of Leadlex.")
public final class DateTime implements CustomStringScalar {

    private static final int DATE_LENGTH = 10;
    /** The form that Leadlex usually sends, with 0 for each digit. */
    private static final String USUAL_FORM = "0000-00-00T00:00:00Z";
    private static final Pattern RFC_3339 = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]"
            + "(?<minutes>(?:[01][0-9]|2[0-3]):[0-5][0-9])(?<seconds>:(?:[0-5][0-9]|60)(?:[.][0-9]+)?)?"
            + "(?<offset>[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

    private final String text;

    /** SmallRye requires this constructor of a scalar. It checks nothing: use {@link #parse}. */
    public DateTime(String text) {
        this.text = text;
    }

    /**
     * Parses a date-time of RFC 3339 (section 5.6; T and Z may be lower case, T a space). Missing seconds become zero.
     *
     * @return null when the text is not a date-time
     */
    public static @Nullable DateTime parse(String text) {
        if (hasUsualForm(text)) {
            boolean isTime = Integer.parseInt(text, 11, 13, 10) < 24 && Integer.parseInt(text, 14, 16, 10) < 60
                    && Integer.parseInt(text, 17, 19, 10) <= 60;
            return isTime && startsWithDate(text) ? new DateTime(text) : null;
        }
        Matcher dateTimeParts = RFC_3339.matcher(text);
        if (!dateTimeParts.matches() || !startsWithDate(text)) {
            return null;
        }
        String secondsPart = dateTimeParts.group("seconds");
        return new DateTime(text.substring(0, DATE_LENGTH) + 'T' + dateTimeParts.group("minutes")
                + (secondsPart == null ? ":00" : secondsPart) + dateTimeParts.group("offset").replace('z', 'Z'));
    }

    /** Compares characters: a text of the usual form is read in a tenth of the time that the pattern takes. */
    private static boolean hasUsualForm(String text) {
        boolean isSameForm = text.length() == USUAL_FORM.length();
        for (int charIndex = 0; isSameForm && charIndex < USUAL_FORM.length(); charIndex++) {
            char formChar = USUAL_FORM.charAt(charIndex);
            char textChar = text.charAt(charIndex);
            isSameForm = formChar == '0' ? textChar >= '0' && textChar <= '9' : textChar == formChar;
        }
        return isSameForm;
    }

    /** Checks the numbers of the date, in a third of the time that parsing it takes. */
    private static boolean startsWithDate(String text) {
        try {
            LocalDate.of(Integer.parseInt(text, 0, 4, 10), Integer.parseInt(text, 5, 7, 10), Integer.parseInt(text, 8, 10, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
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
