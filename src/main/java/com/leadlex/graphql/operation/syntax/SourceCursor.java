package com.leadlex.graphql.operation.syntax;

import java.util.function.IntPredicate;

import graphql.language.SourceLocation;

/**
 * A position in a document that counts lines and columns, both from 1 (GraphQL specification, section 7.1.2). CR, LF and
 * CR LF each end a line; a column is a UTF-16 unit, as in graphql-js.
 */
final class SourceCursor {

    /** What {@link #peek} returns behind the last character. */
    static final int END = -1;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String OTHER_QUOTES = "'\u2018\u2019`\u201C\u201D\u201E\u201F\u00AB\u00BB";

    private final String document;
    private int index;
    private int line = 1;
    private int lineStart;

    SourceCursor(String document) {
        this.document = document;
    }

    int index() {
        return index;
    }

    SourceLocation location() {
        return new SourceLocation(line, index - lineStart + 1);
    }

    /** The UTF-16 unit at the position, or {@link #END}. */
    int peek() {
        return peek(0);
    }

    int peek(int offset) {
        return index + offset < document.length() ? document.charAt(index + offset) : END;
    }

    static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Moves over units that are neither line terminators nor surrogates. */
    void skip(int units) {
        index += units;
    }

    void skipWhile(IntPredicate matches) {
        while (matches.test(peek())) {
            index++;
        }
    }

    boolean skipIf(String text) {
        boolean found = document.startsWith(text, index);
        index += found ? text.length() : 0;
        return found;
    }

    /** Moves over white space, line terminators, commas, comments and byte order marks. */
    void skipIgnored() {
        while (index < document.length()) {
            switch (peek()) {
                case ' ', '\t', ',', BYTE_ORDER_MARK -> index++;
                case '\n', '\r' -> next();
                case '#' -> {
                    while (peek() != END && peek() != '\n' && peek() != '\r') {
                        next();
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    /**
     * Moves over one character.
     *
     * @return its code point; LF for any line terminator
     * @throws SyntaxError at half of a surrogate pair, which is not a character
     */
    int next() {
        int c = document.codePointAt(index);
        if (Character.getType(c) == Character.SURROGATE) {
            throw unexpectedCharacter();
        }
        if (c != '\n' && c != '\r') {
            index += Character.charCount(c);
            return c;
        }
        index += document.startsWith("\r\n", index) ? 2 : 1;
        line++;
        lineStart = index;
        return '\n';
    }

    String textFrom(int start) {
        return document.substring(start, index);
    }

    /** The next units, and the rest of the last one's character, as {@link SyntaxError#quoted}. */
    String quoted(int units) {
        int end = Math.min(index + units, document.length());
        return SyntaxError.quoted(document.substring(index, document.offsetByCodePoints(end - 1, 1)));
    }

    SyntaxError error(String message) {
        return new SyntaxError(message, location());
    }

    SyntaxError unexpectedCharacter() {
        String hint = OTHER_QUOTES.indexOf(peek()) >= 0 ? "; a string is written between double quotes (\")" : "";
        return error("unexpected character " + quoted(1) + hint);
    }
}
