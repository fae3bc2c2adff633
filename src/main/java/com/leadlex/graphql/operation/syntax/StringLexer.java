package com.leadlex.graphql.operation.syntax;

import java.util.regex.Pattern;

/** Reads strings and block strings (GraphQL specification of September 2025, section 2.9.4). */
final class StringLexer {

    /** What stands for itself in a string and in a block string: half of a surrogate pair does not. */
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\r\n\\p{Cs}]++");
    private static final Pattern PLAIN_IN_BLOCK = Pattern.compile("[^\"\\\\\\p{Cs}]++");
    private static final Pattern LINE_TERMINATOR = Pattern.compile("\r\n|[\r\n]");
    private static final String BLOCK = "\"\"\"";
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";
    /** The length of an escape sequence in braces that has as many digits as it may have. */
    private static final int MAX_IN_BRACES = "\\u{0010FFFF}".length();

    private final SourceCursor cursor;

    private StringLexer(SourceCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Moves over the string or block string that begins at the cursor.
     *
     * @return its value
     */
    static String read(SourceCursor cursor) {
        StringLexer lexer = new StringLexer(cursor);
        return cursor.skip(BLOCK) ? lexer.block() : lexer.quoted();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        cursor.skip(1);
        while (!cursor.skip("\"")) {
            switch (cursor.peek()) {
                case SourceCursor.END, '\n', '\r' ->
                    throw cursor.error("a string is not closed with a double quote (\")");
                case '\\' -> value.appendCodePoint(escape());
                default -> appendPlain(PLAIN, value);
            }
        }
        return value.toString();
    }

    private String block() {
        StringBuilder raw = new StringBuilder();
        while (!cursor.skip(BLOCK)) {
            int next = cursor.peek();
            if (next == SourceCursor.END) {
                throw cursor.error("a block string is not closed with three double quotes (\"\"\")");
            }
            if (cursor.skip("\\" + BLOCK)) {
                raw.append(BLOCK);
            } else if (cursor.skip("\"") || cursor.skip("\\")) {
                raw.append((char) next);
            } else {
                appendPlain(PLAIN_IN_BLOCK, raw);
            }
        }
        return withoutIndentation(LINE_TERMINATOR.split(raw, -1));
    }

    private void appendPlain(Pattern plain, StringBuilder value) {
        int start = cursor.index();
        if (!cursor.skip(plain)) {
            throw cursor.unexpectedCharacter();
        }
        value.append(cursor.textFrom(start));
    }

    /** BlockStringValue of the specification: without the common indentation, and without blank lines at both ends. */
    private static String withoutIndentation(String[] lines) {
        int first = lines.length;
        int last = -1;
        int common = Integer.MAX_VALUE;
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
    private int escape() {
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
    private int accept(int codePoint, int length) {
        if (!Character.isValidCodePoint(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
            throw cursor.error("a string has no escape sequence " + cursor.quoted(length));
        }
        cursor.skip(length);
        return codePoint;
    }
}
