package com.leadlex.graphql.http.request;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;

/** The header {@code traceparent} (W3C Trace Context, section 3.2): passed on when it is valid, dropped when it is not. */
public final class TraceParentHeader {

    private static final String NAME = "traceparent";

    /** Version, trace id, parent id and flags: {@code 00-(32 digits)-(16 digits)-(2 digits)}. */
    private static final int LENGTH = 55;
    /** Later versions may append something. */
    private static final int LONGEST = 128;

    private TraceParentHeader() {
    }

    public static @Nullable String of(HttpServerRequest request) {
        return of(request.headers().getAll(NAME));
    }

    /** @return null when there is not exactly one valid value */
    static @Nullable String of(List<String> headers) {
        return headers.size() == 1 && isValid(headers.get(0)) ? headers.get(0) : null;
    }

    private static boolean isValid(String value) {
        return value.length() >= LENGTH && value.length() <= LONGEST
                && isHex(value, 0, 2) && value.charAt(2) == '-' && isHex(value, 3, 35) && value.charAt(35) == '-'
                && isHex(value, 36, 52) && value.charAt(52) == '-' && isHex(value, 53, 55)
                && isIdentifier(value, 3, 35) && isIdentifier(value, 36, 52) && isVersion(value);
    }

    /** Version 00 has exactly this length, ff is no version, and a later one may go on after a hyphen. */
    private static boolean isVersion(String value) {
        if (value.startsWith("00")) {
            return value.length() == LENGTH;
        }
        return !value.startsWith("ff") && (value.length() == LENGTH || value.charAt(LENGTH) == '-')
                && value.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static boolean isHex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** An id has a digit other than zero. */
    private static boolean isIdentifier(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) != '0') {
                return true;
            }
        }
        return false;
    }
}
