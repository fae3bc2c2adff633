package com.leadlex.graphql.http.request;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.http.HttpServerRequest;

/** The value of {@code X-Request-Id}: the caller's when it is safe to log and send on, else a new one. */
public final class RequestIds {

    private static final String HEADER = "X-Request-Id";
    private static final int LONGEST = 128;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private RequestIds() {
    }

    public static String of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        return header != null && isSafe(header) && !CallersKey.isIn(header, request) ? header : random();
    }

    private static boolean isSafe(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean safe = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~:/+=@,".indexOf(c) >= 0;
            if (!safe) {
                return false;
            }
        }
        return true;
    }

    /** Sixteen random bytes as hexadecimal digits: to tell requests apart, not to keep a secret. */
    private static String random() {
        byte[] digits = new byte[32];
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int half = 0; half < 2; half++) {
            long bits = random.nextLong();
            for (int i = 0; i < 16; i++) {
                digits[half * 16 + i] = (byte) HEX[(int) (bits >>> 4 * i) & 15];
            }
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
