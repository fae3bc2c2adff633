package com.leadlex.graphql.operation.syntax;

/** Finds the end of a number (GraphQL specification, sections 2.9.1 and 2.9.2). */
final class NumberLexer {

    private NumberLexer() {
    }

    /** @return the index behind the number that begins there */
    static int end(String document, int start) throws SyntaxError {
        int at = document.charAt(start) == '-' ? start + 1 : start;
        if (at < document.length() && document.charAt(at) == '0') {
            at++;
            if (at < document.length() && Lexer.isDigit(document.charAt(at))) {
                throw new SyntaxError("a number must not begin with 0 followed by '" + document.charAt(at) + "'", at);
            }
        } else {
            at = digits(document, at);
        }
        if (at < document.length() && document.charAt(at) == '.') {
            at = digits(document, at + 1);
        }
        if (at < document.length() && (document.charAt(at) == 'e' || document.charAt(at) == 'E')) {
            at++;
            at = digits(document, at < document.length() && "+-".indexOf(document.charAt(at)) >= 0 ? at + 1 : at);
        }
        if (at < document.length() && (document.charAt(at) == '.' || Lexer.isNameStart(document.charAt(at)))) {
            throw digitExpected(document, at);
        }
        return at;
    }

    private static int digits(String document, int start) throws SyntaxError {
        int at = start;
        while (at < document.length() && Lexer.isDigit(document.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw digitExpected(document, at);
        }
        return at;
    }

    private static SyntaxError digitExpected(String document, int at) {
        String found = at == document.length() ? "the document ends" : "there is " + SyntaxError.quoted(document, at);
        return new SyntaxError("a number needs a digit where " + found, at);
    }
}
