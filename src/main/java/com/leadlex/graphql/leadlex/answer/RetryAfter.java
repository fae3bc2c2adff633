package com.leadlex.graphql.leadlex.answer;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.leadlex.HttpDate;

/** {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date. Read leniently: a number may have a fraction. */
final class RetryAfter {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{0,18})?");

    private RetryAfter() {
    }

    /**
     * @param headers the values of all its header lines, of which the longest counts
     * @param now what a date is measured against, in milliseconds since 1970
     * @return whole seconds from now, 0 for the past; null when no value can be read. Not yet bounded.
     */
    static @Nullable Long seconds(List<String> headers, long now) {
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

    private static @Nullable Long longer(@Nullable Long a, @Nullable Long b) {
        return a == null || b != null && b > a ? b : a;
    }

    private static @Nullable Long one(String value, long now) {
        if (NUMBER.matcher(value).matches()) {
            return (long) Math.ceil(Double.parseDouble(value));
        }
        Long date = HttpDate.millis(value);
        return date == null ? null : Long.valueOf(Math.max(0, (date - now + 999) / 1000));
    }
}
