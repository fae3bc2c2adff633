package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;
import com.leadlex.graphql.operation.syntax.Lexer.Token;

/**
 * The tokens of a document in order. Each is read when the parser comes to it, so that the first error of the text is
 * reported, whether a character or a token is wrong.
 */
final class Tokens {

    /** Brackets in one another; each level takes some frames of the stack. The limits of an operation are far below. */
    private static final int MAX_DEPTH = 200;

    private final Lexer lexer;
    private Token current;
    private int depth;

    /** Reads a part of a document that begins at the current token. */
    @FunctionalInterface
    interface Part<T> {
        T read() throws SyntaxError, TooLarge;
    }

    /** @param limit number of tokens, the end not counted */
    Tokens(String document, int limit) throws SyntaxError, TooLarge {
        lexer = new Lexer(document, limit);
        current = lexer.next();
    }

    Token current() {
        return current;
    }

    /** @param text a punctuator or a keyword */
    boolean isAt(String text) {
        return current.is(text);
    }

    /** Moves on to the following token and returns the one that was current. */
    Token next() throws SyntaxError, TooLarge {
        Token token = current;
        current = lexer.next();
        return token;
    }

    /** @return whether the punctuator or keyword was there */
    boolean skip(String text) throws SyntaxError, TooLarge {
        boolean found = isAt(text);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String text) throws SyntaxError, TooLarge {
        if (!skip(text)) {
            throw unexpected();
        }
    }

    String expectName() throws SyntaxError, TooLarge {
        if (current.kind() != Token.Kind.NAME) {
            throw unexpected();
        }
        return next().text();
    }

    /** Parts between brackets, at least one; or not even brackets. */
    <T> List<T> optional(String open, Part<T> part, String close) throws SyntaxError, TooLarge {
        return isAt(open) ? list(1, open, part, close) : List.of();
    }

    /** Parts between brackets, at least so many. */
    <T> List<T> list(int least, String open, Part<T> part, String close) throws SyntaxError, TooLarge {
        expect(open);
        if (++depth > MAX_DEPTH) {
            throw new TooLarge();
        }
        List<T> parts = new ArrayList<>();
        while (parts.size() < least || !isAt(close)) {
            parts.add(part.read());
        }
        depth--;
        next();
        return parts;
    }

    SyntaxError unexpected() {
        return SyntaxError.unexpected(current);
    }
}
