package com.leadlex.graphql.leadlex;

import java.util.Date;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.DateFormatter;

/** HTTP dates in any of their three forms (RFC 9110, section 5.6.7). */
public final class HttpDate {

    /** Netty throws at a longer text. */
    private static final int LONGEST = 64;

    private HttpDate() {
    }

    /** @return milliseconds since 1970; null if the text is not a date */
    public static @Nullable Long millis(String text) {
        Date date = text.length() > LONGEST ? null : DateFormatter.parseHttpDate(text);
        return date == null ? null : Long.valueOf(date.getTime());
    }

    /**
     * The time to compare the other dates of an answer with: its own {@code Date}, since clocks may differ.
     *
     * @param date the values of that header
     */
    public static long now(List<String> date) {
        Long millis = date.isEmpty() ? null : millis(date.get(0));
        return millis == null ? System.currentTimeMillis() : millis;
    }
}
