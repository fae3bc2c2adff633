package com.leadlex.graphql.operation.syntax;

import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/** Reads strings and block strings (GraphQL specification of September 2025, section 2.9.4). */
final class StringLexer {

    /** Characters without a special meaning. Half of a surrogate pair is not a character. */
    private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\r\n\\p{Cs}]++");
    private static final Pattern PLAIN_IN_BLOCK = Pattern.compile("[^\"\\\\\\p{Cs}]++");
    private static final Pattern LINE_TERMINATOR = Pattern.compile("\r\n|[\r\n]");
    private static final String BLOCK = "\"\"\"";
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String UNESCAPED = "\"\\/\b\f\n\r\t";
    /** Escape sequences of UTF-16 units: one unit outside of surrogate pairs, or a whole pair. */
    private static final Pattern UTF_16 = Pattern.compile("\\\\u(?:(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}"
            + "|[Dd][89ABab][0-9A-Fa-f]{2}\\\\u[Dd][C-Fc-f][0-9A-Fa-f]{2})");
    private static final Pattern CODE_POINT = Pattern.compile("\\\\u\\{(?=[0-9A-Fa-f]{1,8}\\})(?!0*[Dd][89A-Fa-f]..\\})"
            + "0*+(?:10|[1-9A-Fa-f])?[0-9A-Fa-f]{0,4}\\}");
    private static final Pattern UNKNOWN = Pattern.compile("\\\\(?:u\\{[0-9A-Fa-f]{0,9}+\\}?|u.{0,4}|.?)");

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
                case '\\' -> appendEscaped(value);
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

    /** BlockStringValue of the specification: removes the common indentation, and blank lines at both ends. */
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

    /** Appends the character of the escape sequence at the cursor. */
    private void appendEscaped(StringBuilder value) {
        int simple = ESCAPED.indexOf(cursor.peek(1));
        int start = cursor.index();
        if (simple >= 0) {
            value.append(UNESCAPED.charAt(simple));
            cursor.skip(2);
        } else if (cursor.skip(UTF_16)) {
            String units = cursor.textFrom(start);
            for (int i = 2; i < units.length(); i += 6) {
                value.append((char) Integer.parseInt(units, i, i + 4, 16));
            }
        } else if (cursor.skip(CODE_POINT)) {
            value.appendCodePoint(Integer.parseInt(cursor.textFrom(start + 3).replace("}", ""), 16));
        } else {
            SourceLocation location = cursor.location();
            cursor.skip(UNKNOWN);
            throw new SyntaxError("a string has no escape sequence " + SyntaxError.quoted(cursor.textFrom(start)), location);
        }
    }
}
