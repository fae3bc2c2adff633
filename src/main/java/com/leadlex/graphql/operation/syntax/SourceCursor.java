package com.leadlex.graphql.operation.syntax;

import graphql.language.SourceLocation;

/**
 * A position in a document that counts lines and columns, both from 1 (GraphQL specification, section 7.1.2). CR, LF and
 * CR LF each end a line; a column is a UTF-16 unit, as in graphql-js.
 */
final class SourceCursor {

    /** What {@link #peek} returns behind the last character. */
    static final int END = -1;

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

    boolean startsWith(String text) {
        return document.startsWith(text, index);
    }

    /** Moves over units that are neither line terminators nor surrogates. */
    void skip(int units) {
        index += units;
    }

    boolean skipIf(char unit) {
        boolean found = peek() == unit;
        index += found ? 1 : 0;
        return found;
    }

    /**
     * Moves over one character.
     *
     * @return its code point; LF for any line terminator
     * @throws SyntaxError at half of a surrogate pair, which is not a character
     */
    int next() throws SyntaxError {
        int c = document.codePointAt(index);
        if (Character.getType(c) == Character.SURROGATE) {
            throw unexpectedCharacter();
        }
        if (c != '\n' && c != '\r') {
            index += Character.charCount(c);
            return c;
        }
        index += startsWith("\r\n") ? 2 : 1;
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
