package com.leadlex.graphql.operation.syntax;

/** Moves over numbers, strings and block strings (GraphQL specification of September 2025, sections 2.9.1, 2.9.2 and 2.9.4). */
final class LiteralLexer {

    /** As in JSON: the cost of making a number grows with the square of its digits. */
    private static final int NUMBER_LIMIT = 1_000;
    /** Written out, the number has a thousand digits. */
    private static final int EXPONENT_DIGITS_LIMIT = 3;

    private static final String BLOCK = "\"\"\"";
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";
    /** The length of an escape sequence in braces that has as many digits as it may have. */
    private static final int MAX_IN_BRACES = "\\u{0010FFFF}".length();

    private final SourceCursor cursor;

    private LiteralLexer(SourceCursor cursor) {
        this.cursor = cursor;
    }

    /** @return {@link Tokens.Kind#INT} or {@link Tokens.Kind#FLOAT} */
    static Tokens.Kind number(SourceCursor cursor) {
        int start = cursor.index();
        boolean integer = new LiteralLexer(cursor).number();
        if (cursor.index() - start > NUMBER_LIMIT) {
            throw SyntaxError.tooLarge();
        }
        return integer ? Tokens.Kind.INT : Tokens.Kind.FLOAT;
    }

    /** @return the value of the string or block string */
    static String string(SourceCursor cursor) {
        LiteralLexer lexer = new LiteralLexer(cursor);
        return cursor.skipIf(BLOCK) ? lexer.block() : lexer.quoted();
    }

    private boolean number() {
        cursor.skipIf("-");
        if (!cursor.skipIf("0")) {
            digits();
        } else if (SourceCursor.isDigit(cursor.peek())) {
            throw cursor.error("a number must not begin with 0 followed by " + cursor.quoted(1));
        }
        boolean fraction = cursor.skipIf(".");
        if (fraction) {
            digits();
        }
        boolean exponent = cursor.skipIf("e") || cursor.skipIf("E");
        if (exponent) {
            cursor.skip(cursor.peek() == '+' || cursor.peek() == '-' ? 1 : 0);
            if (digits() > EXPONENT_DIGITS_LIMIT) {
                throw SyntaxError.tooLarge();
            }
        }
        if (cursor.peek() == '.' || SourceCursor.isNameStart(cursor.peek())) {
            throw digitExpected();
        }
        return !fraction && !exponent;
    }

    private int digits() {
        int start = cursor.index();
        cursor.skipWhile(SourceCursor::isDigit);
        if (cursor.index() == start) {
            throw digitExpected();
        }
        return cursor.index() - start;
    }

    private SyntaxError digitExpected() {
        boolean end = cursor.peek() == SourceCursor.END;
        return cursor.error("a number needs a digit where " + (end ? "the document ends" : "there is " + cursor.quoted(1)));
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        cursor.skip(1);
        while (!cursor.skipIf("\"")) {
            switch (cursor.peek()) {
                case SourceCursor.END, '\n', '\r' ->
                    throw cursor.error("a string is not closed with a double quote (\")");
                case '\\' -> value.appendCodePoint(escape());
                default -> value.appendCodePoint(cursor.next());
            }
        }
        return value.toString();
    }

    private String block() {
        StringBuilder raw = new StringBuilder();
        while (!cursor.skipIf(BLOCK)) {
            if (cursor.peek() == SourceCursor.END) {
                throw cursor.error("a block string is not closed with three double quotes (\"\"\")");
            }
            if (cursor.skipIf("\\" + BLOCK)) {
                raw.append(BLOCK);
            } else {
                raw.appendCodePoint(cursor.next());
            }
        }
        return withoutIndentation(raw.toString().split("\n", -1));
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
