package com.leadlex.graphql.operation.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/**
 * A position in a document, with its line and column, both from 1 (GraphQL specification, section 7.1.2). CR, LF and CR LF
 * each end a line; a column is a UTF-16 unit, as in graphql-js.
 */
final class SourceCursor {

    /** The value of {@link #peek} at the end of the document. */
    static final int END = -1;

    private static final String OTHER_QUOTES = "'\u2018\u2019`\u201C\u201D\u201E\u201F\u00AB\u00BB";

    private final String document;
    private final Matcher matcher;
    private int index;
    /** The index up to which lines are counted. */
    private int counted;
    private int line = 1;
    private int lineStart;

    SourceCursor(String document) {
        this.document = document;
        matcher = Pattern.compile("").matcher(document).useTransparentBounds(true);
    }

    int index() {
        return index;
    }

    SourceLocation location() {
        for (; counted < index; counted++) {
            char c = document.charAt(counted);
            if (c == '\n' || c == '\r' && !document.startsWith("\n", counted + 1)) {
                line++;
                lineStart = counted + 1;
            }
        }
        return new SourceLocation(line, index - lineStart + 1);
    }

    /** The UTF-16 unit at the position, or {@link #END}. */
    int peek() {
        return peek(0);
    }

    int peek(int offset) {
        return index + offset < document.length() ? document.charAt(index + offset) : END;
    }

    void skip(int units) {
        index += units;
    }

    /** Moves over the text if it is at the cursor, and returns true then. */
    boolean skip(String text) {
        boolean found = document.startsWith(text, index);
        index += found ? text.length() : 0;
        return found;
    }

    /** Moves over a match of the pattern if there is one at the cursor, and returns true then. */
    boolean skip(Pattern pattern) {
        if (matcher.pattern() != pattern) {
            matcher.usePattern(pattern);
        }
        boolean found = matcher.region(index, document.length()).lookingAt();
        index = found ? matcher.end() : index;
        return found;
    }

    String textFrom(int start) {
        return document.substring(start, index);
    }

    SyntaxError error(String message) {
        return new SyntaxError(message, location());
    }

    SyntaxError unexpectedCharacter() {
        String hint = OTHER_QUOTES.indexOf(peek()) >= 0 ? "; a string is written between double quotes (\")" : "";
        return error(peek() == END ? SyntaxError.END_MESSAGE
                : "unexpected character " + SyntaxError.quoted(Character.toString(document.codePointAt(index))) + hint);
    }
}
