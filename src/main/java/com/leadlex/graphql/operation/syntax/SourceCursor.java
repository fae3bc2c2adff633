package com.leadlex.graphql.operation.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/**
 * A position in a document, with its line and column, both from 1 (GraphQL specification, section 7.1.2).
 * CR, LF and CR LF each end a line; a column is a UTF-16 unit, as in graphql-js.
 */
final class SourceCursor {

    /** The value of {@link #peekUnit} at the end of the document. */
    static final int END_OF_DOCUMENT = -1;

    private static final String FOREIGN_QUOTES = "'\u2018\u2019`\u201C\u201D\u201E\u201F\u00AB\u00BB";

    private final String document;
    private final Matcher documentMatcher;
    private int cursorIndex;
    /** The index up to which lines are counted. */
    private int countedIndex;
    private int lineNumber = 1;
    private int lineStartIndex;

    SourceCursor(String document) {
        this.document = document;
        documentMatcher = Pattern.compile("").matcher(document).useTransparentBounds(true);
    }

    int index() {
        return cursorIndex;
    }

    SourceLocation location() {
        for (; countedIndex < cursorIndex; countedIndex++) {
            char unit = document.charAt(countedIndex);
            if (unit == '\n' || unit == '\r' && !document.startsWith("\n", countedIndex + 1)) {
                lineNumber++;
                lineStartIndex = countedIndex + 1;
            }
        }
        return new SourceLocation(lineNumber, cursorIndex - lineStartIndex + 1);
    }

    /** The UTF-16 unit at the cursor, or {@link #END_OF_DOCUMENT}. */
    int peekUnit() {
        return peekUnit(0);
    }

    int peekUnit(int offset) {
        return cursorIndex + offset < document.length() ? document.charAt(cursorIndex + offset) : END_OF_DOCUMENT;
    }

    void skipUnits(int unitCount) {
        cursorIndex += unitCount;
    }

    /** Moves over this text if the document has it at the cursor; returns true then. */
    boolean skipIfText(String text) {
        boolean isSkipped = document.startsWith(text, cursorIndex);
        cursorIndex += isSkipped ? text.length() : 0;
        return isSkipped;
    }

    /** Moves over a match of this pattern at the cursor; returns false without a match. */
    boolean skipIfMatch(Pattern pattern) {
        if (documentMatcher.pattern() != pattern) {
            documentMatcher.usePattern(pattern);
        }
        boolean isSkipped = documentMatcher.region(cursorIndex, document.length()).lookingAt();
        cursorIndex = isSkipped ? documentMatcher.end() : cursorIndex;
        return isSkipped;
    }

    String textFrom(int startIndex) {
        return document.substring(startIndex, cursorIndex);
    }

    SyntaxError errorAtCursor(String message) {
        return new SyntaxError(message, location());
    }

    SyntaxError unexpectedCharacter() {
        String hint = FOREIGN_QUOTES.indexOf(peekUnit()) >= 0 ? "; a string is written between double quotes (\")" : "";
        return errorAtCursor(peekUnit() == END_OF_DOCUMENT ? SyntaxError.END_MESSAGE
                : "unexpected character " + SyntaxError.quoted(Character.toString(document.codePointAt(cursorIndex))) + hint);
    }
}
