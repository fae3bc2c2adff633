package com.leadlex.graphql.http.request;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;

/** The header {@code traceparent} (W3C Trace Context, section 3.2): passed on when it is valid, dropped when it is not. */
public final class TraceParentHeader {

    private static final String NAME = "traceparent";
    private static final int MAX_LENGTH = 128;
    /** Trace id, parent id and flags. An id has a digit other than zero. */
    private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
    /** Version 00 has exactly these, ff is not a version, and a later one may append something. */
    private static final Pattern VALID = Pattern.compile("00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(?:-[!-~]*)?");

    private TraceParentHeader() {
    }

    public static @Nullable String of(HttpServerRequest request) {
        return of(request.headers().getAll(NAME));
    }

    /** @return null when there is not exactly one valid value */
    static @Nullable String of(List<String> headers) {
        String value = headers.size() == 1 ? headers.get(0) : "";
        return value.length() <= MAX_LENGTH && VALID.matcher(value).matches() ? value : null;
    }
}
