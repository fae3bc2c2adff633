package com.leadlex.graphql.operation.syntax;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;

import graphql.language.SourceLocation;

/** Splits a document into tokens (GraphQL specification of September 2025, section 2.1). */
final class Lexer {

    private static final String PUNCTUATORS = "!$&():=@[]{|}";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Messages of validation repeat names. */
    private static final int MAX_NAME = 256;
    /** As in JSON: the cost of making a number grows with the square of its digits. */
    private static final int MAX_NUMBER = 1_000;

    /** Written out, the number has a thousand digits. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private final SourceCursor cursor;
    private final StringLexer strings;
    private int tokensLeft;

    /**
     * A lexical token.
     *
     * @param text as it is in the document
     * @param value of a string, without quotes and escape sequences; of other tokens empty
     */
    record Token(Kind kind, String text, String value, SourceLocation location) {

        enum Kind {
            PUNCTUATOR,
            NAME,
            INT,
            FLOAT,
            STRING,
            END
        }

        /** Whether this is the punctuator or keyword; the text of any other token differs from all of them. */
        boolean is(String text) {
            return this.text.equals(text);
        }
    }

    Lexer(String document, int maxTokens) {
        tokensLeft = maxTokens;
        cursor = new SourceCursor(document);
        strings = new StringLexer(cursor);
    }

    /**
     * Reads the next token, or the document's end.
     *
     * @throws SyntaxError at a character that does not belong to any token
     * @throws TooLarge if a number is too long, or the token one too many
     */
    Token next() throws SyntaxError, TooLarge {
        skipIgnored();
        int start = cursor.index();
        SourceLocation location = cursor.location();
        boolean string = cursor.peek() == '"';
        String value = string ? strings.read() : "";
        Token.Kind kind = string ? Token.Kind.STRING : skipToken(cursor.peek());
        String text = cursor.textFrom(start);
        if (kind == Token.Kind.NAME && text.length() > MAX_NAME) {
            throw new SyntaxError("a name has more than " + MAX_NAME + " characters", location);
        }
        boolean number = kind == Token.Kind.INT || kind == Token.Kind.FLOAT;
        if (number && text.length() > MAX_NUMBER || kind != Token.Kind.END && --tokensLeft < 0) {
            throw new TooLarge();
        }
        return new Token(kind, text, value, location);
    }

    private Token.Kind skipToken(int first) throws SyntaxError, TooLarge {
        if (first == SourceCursor.END) {
            return Token.Kind.END;
        }
        if (isNameStart(first)) {
            while (isNameStart(cursor.peek()) || isDigit(cursor.peek())) {
                cursor.skip(1);
            }
            return Token.Kind.NAME;
        }
        if (first == '-' || isDigit(first)) {
            return skipNumber();
        }
        boolean spread = cursor.startsWith("...");
        if (!spread && PUNCTUATORS.indexOf(first) < 0) {
            throw cursor.unexpectedCharacter();
        }
        cursor.skip(spread ? 3 : 1);
        return Token.Kind.PUNCTUATOR;
    }

    /** White space, line terminators, commas, comments and byte order marks. */
    private void skipIgnored() throws SyntaxError {
        while (true) {
            switch (cursor.peek()) {
                case '#' -> skipComment();
                case ' ', '\t', ',', BYTE_ORDER_MARK -> cursor.skip(1);
                case '\n', '\r' -> cursor.next();
                default -> {
                    return;
                }
            }
        }
    }

    private void skipComment() throws SyntaxError {
        while (cursor.peek() != SourceCursor.END && cursor.peek() != '\n' && cursor.peek() != '\r') {
            cursor.next();
        }
    }

    private Token.Kind skipNumber() throws SyntaxError, TooLarge {
        cursor.skipIf('-');
        if (!cursor.skipIf('0')) {
            skipDigits();
        } else if (isDigit(cursor.peek())) {
            throw cursor.error("a number must not begin with 0 followed by " + cursor.quoted(1));
        }
        Token.Kind kind = Token.Kind.INT;
        if (cursor.skipIf('.')) {
            kind = Token.Kind.FLOAT;
            skipDigits();
        }
        if (cursor.skipIf('e') || cursor.skipIf('E')) {
            kind = Token.Kind.FLOAT;
            if (!cursor.skipIf('+')) {
                cursor.skipIf('-');
            }
            int exponent = cursor.index();
            skipDigits();
            if (cursor.index() - exponent > MAX_EXPONENT_DIGITS) {
                throw new TooLarge();
            }
        }
        if (cursor.peek() == '.' || isNameStart(cursor.peek())) {
            throw digitExpected();
        }
        return kind;
    }

    private void skipDigits() throws SyntaxError {
        if (!isDigit(cursor.peek())) {
            throw digitExpected();
        }
        while (isDigit(cursor.peek())) {
            cursor.skip(1);
        }
    }

    private SyntaxError digitExpected() {
        boolean end = cursor.peek() == SourceCursor.END;
        return cursor.error("a number needs a digit where " + (end ? "the document ends" : "there is " + cursor.quoted(1)));
    }

    private static boolean isNameStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
