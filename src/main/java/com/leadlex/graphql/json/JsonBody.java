package com.leadlex.graphql.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON body as it was received. JSON can escape half of a surrogate pair, which UTF-8 cannot encode: it is replaced in texts.
 *
 * @param isWellFormed true when the body cannot contain half of a surrogate pair
 */
public record JsonBody(byte[] bytes, boolean isWellFormed) {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };
    private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x80 * EACH_BYTE;
    private static final long BACKSLASHES = '\\' * EACH_BYTE;
    /** Bytes from here on may begin an encoded surrogate, or may not be UTF-8. */
    private static final byte FIRST_IN_DOUBT = (byte) 0xED;

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
     * True when no text of the body has to be checked character by character: without escapes and without bytes in doubt, it
     * contains no surrogate. Eight bytes are checked at a time, since descriptions can be long.
     */
    static boolean isWellFormed(byte[] json) {
        int i = 0;
        for (; i <= json.length - Long.BYTES; i += Long.BYTES) {
            if (isInDoubt((long) EIGHT_BYTES.get(json, i)) && isInDoubt(json, i, i + Long.BYTES)) {
                return false;
            }
        }
        return !isInDoubt(json, i, json.length);
    }

    private static boolean isInDoubt(long bytes) {
        long zeroForBackslash = bytes ^ BACKSLASHES;
        return ((bytes | zeroForBackslash - EACH_BYTE) & HIGH_BITS) != 0;
    }

    private static boolean isInDoubt(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] < 0 && json[i] >= FIRST_IN_DOUBT || json[i] == '\\' && i + 1 < json.length && json[i + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    /** @return the text with U+FFFD for each half of a surrogate pair */
    public String wellFormed(String text) {
        return isWellFormed ? text : wellFormedText(text);
    }

    static String wellFormedText(String text) {
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

    public static boolean isUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            }
        }
        return true;
    }
}
