package com.leadlex.graphql.leadlex;

import java.util.Date;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.DateFormatter;

/** A date of HTTP in any of its three forms (RFC 9110, section 5.6.7). */
public final class HttpDate {

    /** Netty throws at a longer text. */
    private static final int LONGEST = 64;

    private HttpDate() {
    }

    /** @return milliseconds since 1970; null for what is no date */
    public static @Nullable Long millis(String text) {
        Date date = text.length() > LONGEST ? null : DateFormatter.parseHttpDate(text);
        return date == null ? null : Long.valueOf(date.getTime());
    }

    /**
     * What other dates of an answer are measured against: its own {@code Date}, since the clocks may differ.
     *
     * @param date the values of that header
     */
    public static long now(List<String> date) {
        Long millis = date.isEmpty() ? null : millis(date.get(0));
        return millis == null ? System.currentTimeMillis() : millis;
    }
}
