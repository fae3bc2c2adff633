package com.leadlex.graphql.operation.syntax;

/**
 * Takes a document apart into tokens as the GraphQL specification says (section 2.1). graphql-java's own lexer takes
 * {@code 01} for two numbers, and does not tell which character of a string or number is wrong.
 */
final class Lexer {

    private static final String PUNCTUATORS = "!$&():=@[]{|}";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String BLOCK = "\"\"\"";
    /** Messages of validation repeat names. */
    private static final int LONGEST_NAME = 256;

    private final String document;
    private int at;

    Lexer(String document) {
        this.document = document;
    }

    /**
     * @return the document's end when there is no other
     * @throws SyntaxError where a character stands that belongs to no token
     */
    Token next() throws SyntaxError {
        skipIgnored();
        int start = at;
        if (at == document.length()) {
            return new Token(Token.Kind.END, start, start);
        }
        char c = document.charAt(at);
        Token.Kind kind;
        if (isNameStart(c)) {
            kind = Token.Kind.NAME;
            skipName();
            if (at - start > LONGEST_NAME) {
                throw new SyntaxError("a name has more than " + LONGEST_NAME + " characters", start);
            }
        } else if (PUNCTUATORS.indexOf(c) >= 0) {
            kind = Token.Kind.PUNCTUATOR;
            at++;
        } else if (document.startsWith("...", at)) {
            kind = Token.Kind.PUNCTUATOR;
            at += 3;
        } else if (c == '"') {
            kind = Token.Kind.STRING;
            skipString();
        } else if (c == '-' || isDigit(c)) {
            kind = Token.Kind.NUMBER;
            at = NumberLexer.end(document, at);
        } else {
            throw SyntaxError.character(document, at);
        }
        return new Token(kind, start, at);
    }

    private void skipIgnored() throws SyntaxError {
        while (at < document.length()) {
            char c = document.charAt(at);
            if (c == '#') {
                while (at < document.length() && document.charAt(at) != '\n' && document.charAt(at) != '\r') {
                    at = endOfCharacter(document.charAt(at));
                }
            } else if (c == ' ' || c == ',' || c == '\n' || c == '\r' || c == '\t' || c == BYTE_ORDER_MARK) {
                at++;
            } else {
                return;
            }
        }
    }

    private void skipName() {
        while (at < document.length() && (isNameStart(document.charAt(at)) || isDigit(document.charAt(at)))) {
            at++;
        }
    }

    private void skipString() throws SyntaxError {
        if (document.startsWith(BLOCK, at)) {
            skipBlockString();
            return;
        }
        at++;
        while (at < document.length()) {
            char c = document.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\n' || c == '\r') {
                break;
            }
            at = c == '\\' ? EscapeLexer.end(document, at) : endOfCharacter(c);
        }
        throw new SyntaxError("a string is not closed with a double quote (\")", at);
    }

    private void skipBlockString() throws SyntaxError {
        at += BLOCK.length();
        while (at < document.length()) {
            if (document.startsWith(BLOCK, at)) {
                at += BLOCK.length();
                return;
            }
            at = document.startsWith('\\' + BLOCK, at) ? at + 1 + BLOCK.length() : endOfCharacter(document.charAt(at));
        }
        throw new SyntaxError("a block string is not closed with three double quotes (\"\"\")", at);
    }

    /** Half of a surrogate pair is no character (section 2.1). */
    private int endOfCharacter(char c) throws SyntaxError {
        if (Character.isHighSurrogate(c) && at + 1 < document.length() && Character.isLowSurrogate(document.charAt(at + 1))) {
            return at + 2;
        }
        if (Character.isSurrogate(c)) {
            throw SyntaxError.character(document, at);
        }
        return at + 1;
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
