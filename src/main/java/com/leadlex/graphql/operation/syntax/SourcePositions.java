package com.leadlex.graphql.operation.syntax;

import graphql.language.SourceLocation;

/** Lines and columns of a document, both from 1 (GraphQL specification, section 7.1.2); CR, LF and CR LF end a line. */
public final class SourcePositions {

    private SourcePositions() {
    }

    public static SourceLocation at(String document, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (endsLine(document, i)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new SourceLocation(line, index - lineStart + 1);
    }

    /** @return the document's length when there is no such place */
    static int index(String document, SourceLocation location) {
        if (location == null) {
            return document.length();
        }
        int line = 1;
        for (int i = 0; i < document.length(); i++) {
            if (line == location.getLine()) {
                return Math.min(document.length(), i + location.getColumn() - 1);
            }
            if (endsLine(document, i)) {
                line++;
            }
        }
        return document.length();
    }

    private static boolean endsLine(String document, int i) {
        char c = document.charAt(i);
        return c == '\n' || c == '\r' && !document.startsWith("\n", i + 1);
    }
}
