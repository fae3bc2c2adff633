package com.leadlex.graphql.operation.syntax;

import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/** Reads strings and block strings (GraphQL specification of September 2025, section 2.9.4). */
final class StringLexer {

    /** Characters without a special meaning in a string. Half of a surrogate pair is not a character. */
    private static final Pattern PLAIN_CHARACTERS = Pattern.compile("[^\"\\\\\r\n\\p{Cs}]++");
    private static final Pattern PLAIN_BLOCK_CHARACTERS = Pattern.compile("[^\"\\\\\\p{Cs}]++");
    private static final Pattern LINE_TERMINATOR = Pattern.compile("\r\n|[\r\n]");
    private static final String BLOCK_QUOTES = "\"\"\"";
    private static final String ESCAPE_LETTERS = "\"\\/bfnrt";
    private static final String ESCAPED_CHARACTERS = "\"\\/\b\f\n\r\t";
    /** The escape sequence of one UTF-16 unit outside of surrogate pairs, or the two sequences of a whole pair. */
    private static final Pattern UTF_16_ESCAPE = Pattern.compile("\\\\u(?:(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
            + "|[Dd][89ABab][0-9A-Fa-f]{2}\\\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})");
    private static final Pattern CODE_POINT_ESCAPE = Pattern.compile("\\\\u\\{(?=[0-9A-Fa-f]{1,8}\\})(?!0*[Dd][89A-Fa-f]..\\})"
            + "0*+(?:10|[1-9A-Fa-f])?[0-9A-Fa-f]{0,4}\\}");
    private static final Pattern UNKNOWN_ESCAPE = Pattern.compile("\\\\(?:u\\{[0-9A-Fa-f]{0,9}+\\}?|u.{0,4}|.?)");

    private static final int UNIT_PREFIX_LENGTH = 2;
    private static final int UNIT_ESCAPE_DIGITS = 4;
    private static final int UNIT_ESCAPE_LENGTH = UNIT_PREFIX_LENGTH + UNIT_ESCAPE_DIGITS;
    private static final int CODE_POINT_PREFIX_LENGTH = 3;

    private final SourceCursor cursor;

    private StringLexer(SourceCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Moves over the string or block string that begins at the cursor.
     *
     * @return the value of the string
     */
    static String readString(SourceCursor cursor) {
        StringLexer lexer = new StringLexer(cursor);
        return cursor.skipIfText(BLOCK_QUOTES) ? lexer.readBlockString() : lexer.readQuotedString();
    }

    private String readQuotedString() {
        StringBuilder stringValue = new StringBuilder();
        cursor.skipUnits(1);
        while (!cursor.skipIfText("\"")) {
            switch (cursor.peekUnit()) {
                case SourceCursor.END_OF_DOCUMENT, '\n', '\r' ->
                    throw cursor.errorAtCursor("a string is not closed with a double quote (\")");
                case '\\' -> appendEscapeSequence(stringValue);
                default -> appendPlainText(PLAIN_CHARACTERS, stringValue);
            }
        }
        return stringValue.toString();
    }

    private String readBlockString() {
        StringBuilder rawText = new StringBuilder();
        while (!cursor.skipIfText(BLOCK_QUOTES)) {
            int nextUnit = cursor.peekUnit();
            if (nextUnit == SourceCursor.END_OF_DOCUMENT) {
                throw cursor.errorAtCursor("a block string is not closed with three double quotes (\"\"\")");
            }
            if (cursor.skipIfText("\\" + BLOCK_QUOTES)) {
                rawText.append(BLOCK_QUOTES);
            } else if (cursor.skipIfText("\"") || cursor.skipIfText("\\")) {
                rawText.append((char) nextUnit);
            } else {
                appendPlainText(PLAIN_BLOCK_CHARACTERS, rawText);
            }
        }
        return withoutIndentation(LINE_TERMINATOR.split(rawText, -1));
    }

    private void appendPlainText(Pattern plainPattern, StringBuilder stringValue) {
        int textStart = cursor.index();
        if (!cursor.skipIfMatch(plainPattern)) {
            throw cursor.unexpectedCharacter();
        }
        stringValue.append(cursor.textFrom(textStart));
    }

    /** BlockStringValue of the specification: removes the common indentation, and blank lines at both ends. */
    private static String withoutIndentation(String[] lines) {
        int firstTextLine = lines.length;
        int lastTextLine = -1;
        int commonIndentation = Integer.MAX_VALUE;
        for (int lineIndex = 0; lineIndex < lines.length; lineIndex++) {
            int indentation = indentationOf(lines[lineIndex]);
            if (indentation < lines[lineIndex].length()) {
                firstTextLine = Math.min(firstTextLine, lineIndex);
                lastTextLine = lineIndex;
                commonIndentation = lineIndex == 0 ? commonIndentation : Math.min(commonIndentation, indentation);
            }
        }
        StringBuilder stringValue = new StringBuilder();
        for (int lineIndex = firstTextLine; lineIndex <= lastTextLine; lineIndex++) {
            stringValue.append(lineIndex == firstTextLine ? "" : "\n").append(lines[lineIndex],
                    lineIndex == 0 ? 0 : Math.min(commonIndentation, lines[lineIndex].length()), lines[lineIndex].length());
        }
        return stringValue.toString();
    }

    private static int indentationOf(String line) {
        int indentation = 0;
        while (indentation < line.length() && (line.charAt(indentation) == ' ' || line.charAt(indentation) == '\t')) {
            indentation++;
        }
        return indentation;
    }

    /** Appends the character of the escape sequence at the cursor. */
    private void appendEscapeSequence(StringBuilder stringValue) {
        int escapeLetterIndex = ESCAPE_LETTERS.indexOf(cursor.peekUnit(1));
        int sequenceStart = cursor.index();
        if (escapeLetterIndex >= 0) {
            stringValue.append(ESCAPED_CHARACTERS.charAt(escapeLetterIndex));
            cursor.skipUnits(2);
        } else if (cursor.skipIfMatch(UTF_16_ESCAPE)) {
            String unitEscapes = cursor.textFrom(sequenceStart);
            for (int digitsStart = UNIT_PREFIX_LENGTH; digitsStart < unitEscapes.length(); digitsStart += UNIT_ESCAPE_LENGTH) {
                stringValue.append((char) Integer.parseInt(unitEscapes, digitsStart, digitsStart + UNIT_ESCAPE_DIGITS, 16));
            }
        } else if (cursor.skipIfMatch(CODE_POINT_ESCAPE)) {
            stringValue.appendCodePoint(
                    Integer.parseInt(cursor.textFrom(sequenceStart + CODE_POINT_PREFIX_LENGTH).replace("}", ""), 16));
        } else {
            SourceLocation sequenceLocation = cursor.location();
            cursor.skipIfMatch(UNKNOWN_ESCAPE);
            throw new SyntaxError("a string has no escape sequence " + SyntaxError.quoted(cursor.textFrom(sequenceStart)),
                    sequenceLocation);
        }
    }
}
