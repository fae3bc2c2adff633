package com.leadlex.graphql.leadlex.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps out what JSON can hold but UTF-8 cannot: half of a surrogate pair. */
final class WellFormed {

    private WellFormed() {
    }

    /** @return the text, with U+FFFD for each lone surrogate */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return clean.toString();
    }

    static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            }
        }
        return true;
    }
}
