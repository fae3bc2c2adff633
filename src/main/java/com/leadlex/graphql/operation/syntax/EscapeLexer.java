package com.leadlex.graphql.operation.syntax;

/** Finds the end of an escape sequence in a string (GraphQL specification, section 2.9.4). */
final class EscapeLexer {

    private static final String SIMPLE = "\"\\/bfnrt";
    private static final int LARGEST_CODE_POINT = 0x10FFFF;

    private EscapeLexer() {
    }

    /** @return the index behind the sequence whose backslash stands there */
    static int end(String document, int start) throws SyntaxError {
        char c = start + 1 < document.length() ? document.charAt(start + 1) : '\0';
        if (SIMPLE.indexOf(c) >= 0) {
            return start + 2;
        }
        if (c != 'u') {
            throw invalid(document, start, start + 2);
        }
        return document.startsWith("{", start + 2) ? variableWidth(document, start) : fixedWidth(document, start);
    }

    /** <code>\\u{1F600}</code>. */
    private static int variableWidth(String document, int start) throws SyntaxError {
        int codePoint = 0;
        for (int at = start + 3; at < Math.min(start + 12, document.length()); at++) { // eight digits
            char c = document.charAt(at);
            if (c == '}' && at > start + 3 && isScalar(codePoint)) {
                return at + 1;
            }
            int digit = Character.digit(c, 16);
            codePoint = codePoint << 4 | digit;
            if (digit < 0 || c > 'f' || codePoint > LARGEST_CODE_POINT) {
                throw invalid(document, start, at + 1);
            }
        }
        throw invalid(document, start, start + 12);
    }

    /** Four digits, or two such sequences that are a surrogate pair. */
    private static int fixedWidth(String document, int start) throws SyntaxError {
        int unit = fourDigits(document, start);
        if (unit >= 0 && isScalar(unit)) {
            return start + 6;
        }
        if (unit >= 0 && Character.isHighSurrogate((char) unit) && document.startsWith("\\u", start + 6)) {
            int low = fourDigits(document, start + 6);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return start + 12;
            }
        }
        throw invalid(document, start, start + 6);
    }

    /** @return -1 when there are not four hexadecimal digits */
    private static int fourDigits(String document, int start) {
        int unit = 0;
        for (int at = start + 2; at < start + 6; at++) {
            int digit = at < document.length() && document.charAt(at) <= 'f' ? Character.digit(document.charAt(at), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static boolean isScalar(int codePoint) {
        return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
    }

    private static SyntaxError invalid(String document, int start, int end) {
        return new SyntaxError("a string has no escape sequence "
                + SyntaxError.printable(document.substring(start, Math.min(end, document.length()))), start);
    }
}
