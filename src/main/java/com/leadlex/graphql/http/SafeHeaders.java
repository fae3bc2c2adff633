package com.leadlex.graphql.http;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The headers of a caller that are logged and sent on to Leadlex: each only if its value is safe. */
public final class SafeHeaders {

    private static final Pattern SAFE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._~:/+=@,-]{1,128}");
    private static final int GENERATED_ID_BYTES = 16;
    private static final String TRACEPARENT_HEADER = "traceparent";
    private static final int MAX_TRACEPARENT_CHARACTERS = 128;
    /** Trace id, parent id and flags. An id of zeros alone is not valid. */
    private static final String IDS_AND_FLAGS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
    /** Version 00 has exactly these fields; ff is not a version; later versions may append fields. */
    private static final Pattern VALID_TRACEPARENT = Pattern
            .compile("00" + IDS_AND_FLAGS + "|(?!00|ff)[0-9a-f]{2}" + IDS_AND_FLAGS + "(?:-[!-~]*)?");

    private SafeHeaders() {
    }

    /** The caller's {@code X-Request-Id} if it is safe, else sixteen random bytes as hexadecimal digits. */
    public static String requestId(HttpServerRequest request) {
        String requestId = request.getHeader("X-Request-Id");
        if (requestId != null && SAFE_REQUEST_ID.matcher(requestId).matches() && !revealsKey(requestId, request)) {
            return requestId;
        }
        byte[] randomBytes = new byte[GENERATED_ID_BYTES];
        ThreadLocalRandom.current().nextBytes(randomBytes);
        return HexFormat.of().formatHex(randomBytes);
    }

    /** True when a text that the caller chose reveals the caller's key: it is neither logged nor sent on nor sent back. */
    public static boolean revealsKey(String text, HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String key = authorization == null ? null : authorization.strip();
        return ApiKey.isRevealed(text, key == null ? null : key.substring(key.lastIndexOf(' ') + 1));
    }

    /** The caller's trace context (W3C Trace Context, section 3.2), or null without a valid one. */
    public static @Nullable String traceparent(HttpServerRequest request) {
        return request.headers().contains(TRACEPARENT_HEADER) ? traceparent(request.headers().getAll(TRACEPARENT_HEADER))
                : null;
    }

    /** @return null when there is not exactly one valid value */
    static @Nullable String traceparent(List<String> traceparents) {
        String traceparent = traceparents.size() == 1 ? traceparents.get(0) : "";
        boolean isValid = traceparent.length() <= MAX_TRACEPARENT_CHARACTERS
                && VALID_TRACEPARENT.matcher(traceparent).matches();
        return isValid ? traceparent : null;
    }
}
