package com.leadlex.graphql.leadlex;

import java.util.Date;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.netty.handler.codec.DateFormatter;

/** HTTP dates in any of their three forms (RFC 9110, section 5.6.7). */
public final class HttpDate {

    /** Netty's parser throws an exception for a longer text. */
    private static final int MAX_DATE_LENGTH = 64;

    private HttpDate() {
    }

    /** @return milliseconds since 1970; null if the text is not a date */
    public static @Nullable Long parseMillis(String text) {
        Date date = text.length() > MAX_DATE_LENGTH ? null : DateFormatter.parseHttpDate(text);
        return date == null ? null : Long.valueOf(date.getTime());
    }

    /**
     * The time to compare the other dates of an answer with: the answer's own {@code Date}, since clocks may differ.
     *
     * @param dateHeaders the values of {@code Date}
     */
    public static long nowMillis(List<String> dateHeaders) {
        Long answerMillis = dateHeaders.isEmpty() ? null : parseMillis(dateHeaders.get(0));
        return answerMillis == null ? System.currentTimeMillis() : answerMillis;
    }
}
