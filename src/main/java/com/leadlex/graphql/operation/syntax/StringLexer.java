package com.leadlex.graphql.operation.syntax;

/** Reads strings and block strings (GraphQL specification of September 2025, section 2.9.4). */
final class StringLexer {

    private static final String BLOCK = "\"\"\"";
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";
    /** The length of an escape sequence in braces that has as many digits as it may have. */
    private static final int MAX_IN_BRACES = "\\u{0010FFFF}".length();

    private final SourceCursor cursor;

    StringLexer(SourceCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Moves over the string or block string that begins at the cursor.
     *
     * @return its value
     */
    String read() throws SyntaxError {
        return cursor.startsWith(BLOCK) ? block() : quoted();
    }

    private String quoted() throws SyntaxError {
        StringBuilder value = new StringBuilder();
        cursor.skip(1);
        while (!cursor.skipIf('"')) {
            switch (cursor.peek()) {
                case SourceCursor.END, '\n', '\r' ->
                    throw cursor.error("a string is not closed with a double quote (\")");
                case '\\' -> value.appendCodePoint(escape());
                default -> value.appendCodePoint(cursor.next());
            }
        }
        return value.toString();
    }

    private String block() throws SyntaxError {
        StringBuilder raw = new StringBuilder();
        cursor.skip(BLOCK.length());
        while (!cursor.startsWith(BLOCK)) {
            if (cursor.peek() == SourceCursor.END) {
                throw cursor.error("a block string is not closed with three double quotes (\"\"\")");
            }
            if (cursor.startsWith("\\" + BLOCK)) {
                cursor.skip(1 + BLOCK.length());
                raw.append(BLOCK);
            } else {
                raw.appendCodePoint(cursor.next());
            }
        }
        cursor.skip(BLOCK.length());
        return withoutIndentation(raw.toString().split("\n", -1));
    }

    /** BlockStringValue of the specification: without the common indentation, and without blank lines at both ends. */
    private static String withoutIndentation(String[] lines) {
        int common = Integer.MAX_VALUE;
        int first = lines.length;
        int last = -1;
        for (int i = 0; i < lines.length; i++) {
            int indentation = indentation(lines[i]);
            if (indentation < lines[i].length()) {
                first = Math.min(first, i);
                last = i;
                common = i == 0 ? common : Math.min(common, indentation);
            }
        }
        StringBuilder value = new StringBuilder();
        for (int i = first; i <= last; i++) {
            value.append(i == first ? "" : "\n").append(lines[i], i == 0 ? 0 : Math.min(common, lines[i].length()),
                    lines[i].length());
        }
        return value.toString();
    }

    private static int indentation(String line) {
        int indentation = 0;
        while (indentation < line.length() && (line.charAt(indentation) == ' ' || line.charAt(indentation) == '\t')) {
            indentation++;
        }
        return indentation;
    }

    /** @return the code point that the sequence at the cursor stands for */
    private int escape() throws SyntaxError {
        int simple = ESCAPED.indexOf(cursor.peek(1));
        if (cursor.peek(1) != 'u') {
            return accept(simple < 0 ? -1 : MEANT.charAt(simple), 2);
        }
        if (cursor.peek(2) == '{') {
            int close = 3;
            while (close < MAX_IN_BRACES - 1 && digit(close) >= 0) {
                close++;
            }
            return accept(close > 3 && cursor.peek(close) == '}' ? number(3, close) : -1, close + 1);
        }
        int unit = number(2, 6);
        int low = cursor.peek(6) == '\\' && cursor.peek(7) == 'u' ? number(8, 12) : -1;
        boolean pair = unit >= 0 && low >= 0 && Character.isSurrogatePair((char) unit, (char) low);
        return pair ? accept(Character.toCodePoint((char) unit, (char) low), 12) : accept(unit, 6);
    }

    /** @return -1 if there is a character that is not a hexadecimal digit */
    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number < 0 || digit(i) < 0 ? -1 : number << 4 | digit(i);
        }
        return number;
    }

    private int digit(int offset) {
        int c = cursor.peek(offset);
        return c <= 'f' ? Character.digit(c, 16) : -1;
    }

    /** Moves over a sequence if it stands for a character, of which half of a surrogate pair is none. */
    private int accept(int codePoint, int length) throws SyntaxError {
        if (!Character.isValidCodePoint(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
            throw cursor.error("a string has no escape sequence " + cursor.quoted(length));
        }
        cursor.skip(length);
        return codePoint;
    }
}
