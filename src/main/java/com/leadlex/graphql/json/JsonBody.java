package com.leadlex.graphql.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;

/**
 * A JSON body as it was received. JSON can escape half of a surrogate pair, which UTF-8 cannot encode: texts get U+FFFD for
 * such a half.
 *
 * @param isWellFormed true when the body cannot contain half of a surrogate pair
 */
public record JsonBody(byte[] bytes, boolean isWellFormed) {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };
    private static final VarHandle EIGHT_BYTES_VIEW = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.nativeOrder());
    private static final long ONE_IN_EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BIT_OF_EACH_BYTE = 0x80 * ONE_IN_EACH_BYTE;
    private static final long BACKSLASH_IN_EACH_BYTE = '\\' * ONE_IN_EACH_BYTE;
    /** This byte and those above may begin an encoded surrogate, or may not be UTF-8. */
    private static final byte MIN_SURROGATE_LEAD_BYTE = (byte) 0xED;

    private static final int LARGE_STRING_BYTES = 64 << 10;
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    public static JsonBody of(byte[] bytes) {
        return new JsonBody(bytes, isWellFormed(bytes));
    }

    /** @return the same array when it does not start with a byte order mark */
    public static byte[] withoutByteOrderMark(byte[] json) {
        return Arrays.mismatch(json, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
                ? Arrays.copyOfRange(json, BYTE_ORDER_MARK.length, json.length)
                : json;
    }

    /**
     * True when no text of the body has to be checked character by character: without escapes and bytes of surrogates, it
     * contains no surrogate. Eight bytes are checked at a time, since descriptions can be long.
     */
    static boolean isWellFormed(byte[] json) {
        int byteIndex = 0;
        for (; byteIndex <= json.length - Long.BYTES; byteIndex += Long.BYTES) {
            if (mayContainSurrogate((long) EIGHT_BYTES_VIEW.get(json, byteIndex))
                    && mayContainSurrogate(json, byteIndex, byteIndex + Long.BYTES)) {
                return false;
            }
        }
        return !mayContainSurrogate(json, byteIndex, json.length);
    }

    private static boolean mayContainSurrogate(long eightBytes) {
        long zeroForBackslash = eightBytes ^ BACKSLASH_IN_EACH_BYTE;
        return ((eightBytes | zeroForBackslash - ONE_IN_EACH_BYTE) & HIGH_BIT_OF_EACH_BYTE) != 0;
    }

    private static boolean mayContainSurrogate(byte[] json, int fromIndex, int toIndex) {
        for (int byteIndex = fromIndex; byteIndex < toIndex; byteIndex++) {
            if (json[byteIndex] < 0 && json[byteIndex] >= MIN_SURROGATE_LEAD_BYTE
                    || json[byteIndex] == '\\' && byteIndex + 1 < json.length && json[byteIndex + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    /**
     * Copies a large string out of the body once, where the parser needs five times its size to read it.
     *
     * @param parser at the string
     * @return null when the string is small or has escapes, or the body is not well-formed
     */
    public @Nullable String largeString(JsonParser parser) {
        if (!isWellFormed || bytes.length < LARGE_STRING_BYTES) {
            return null;
        }
        int startIndex = (int) parser.currentLocation().getByteOffset();
        int endIndex = startIndex;
        while (endIndex < bytes.length && bytes[endIndex] != '"' && bytes[endIndex] != '\\') {
            endIndex++;
        }
        int length = endIndex - startIndex;
        return length < LARGE_STRING_BYTES || endIndex == bytes.length || bytes[endIndex] != '"' ? null
                : new String(bytes, startIndex, length, StandardCharsets.UTF_8);
    }

    /** @return the text with U+FFFD for each half of a surrogate pair */
    public String wellFormed(String text) {
        return isWellFormed ? text : wellFormedText(text);
    }

    static String wellFormedText(String text) {
        for (int charIndex = 0; charIndex < text.length(); charIndex++) {
            if (Character.isSurrogate(text.charAt(charIndex))) {
                return withoutSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutSurrogates(String text) {
        StringBuilder cleanText = new StringBuilder(text.length());
        text.codePoints()
                .forEach(codePoint -> cleanText.appendCodePoint(
                        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT_CHARACTER
                                : codePoint));
        return cleanText.toString();
    }

    public static boolean isUtf8(byte[] bytes) {
        for (byte singleByte : bytes) {
            if (singleByte < 0) {
                return Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            }
        }
        return true;
    }
}
