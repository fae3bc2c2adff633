package com.leadlex.graphql.operation.syntax;

/**
 * A lexical token (GraphQL specification, section 2.1.6).
 *
 * @param start where it begins in the document, in UTF-16 units
 * @param end behind its last unit
 */
record Token(Kind kind, int start, int end) {

    enum Kind {
        PUNCTUATOR,
        NAME,
        NUMBER,
        STRING,
        END
    }

    String text(String document) {
        return document.substring(start, end);
    }

    boolean is(char punctuator, String document) {
        return kind == Kind.PUNCTUATOR && document.charAt(start) == punctuator;
    }
}
