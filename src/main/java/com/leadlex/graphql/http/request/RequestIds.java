package com.leadlex.graphql.http.request;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import com.leadlex.graphql.auth.ApiKey;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The value of {@code X-Request-Id}: the caller's when it is safe to log and send on, else a new one. */
public final class RequestIds {

    private static final String HEADER = "X-Request-Id";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~:/+=@,-]{1,128}");
    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {
    }

    public static String of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        return header != null && SAFE.matcher(header).matches() && !revealsKey(header, request) ? header : random();
    }

    /** True when a text that the caller chose gives the caller's key away: it is neither logged nor sent on nor sent back. */
    public static boolean revealsKey(String text, HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return ApiKey.isRevealed(text,
                authorization == null ? null : lastWord(authorization.strip()));
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /** Sixteen random bytes as hexadecimal digits: to tell requests apart, not to keep a secret. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
