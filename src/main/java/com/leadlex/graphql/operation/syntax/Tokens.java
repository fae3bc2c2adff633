package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;

/**
 * The tokens of a document, read one after the other by a grammar that knows from the next token how it goes on. So what is
 * wrong first in the text is told first, be it a character or a token.
 */
final class Tokens {

    /** Brackets in one another. The document's limit of levels is far below, and each takes a few frames of the stack. */
    private static final int DEEPEST = 500;
    /** Characters of a number, as in JSON: graphql-java takes a second to make one of some hundred thousand. */
    private static final int LONGEST_NUMBER = 1_000;

    private final String document;
    private final Lexer lexer;
    private final int most;
    private final List<Token> read = new ArrayList<>();
    private int at;
    private int depth;

    /** A part of a document that begins at the current token. */
    @FunctionalInterface
    interface Part {
        void read() throws SyntaxError, TooLarge;
    }

    /** @param most tokens, the end not counted */
    Tokens(String document, int most) throws SyntaxError, TooLarge {
        this.document = document;
        this.most = most;
        lexer = new Lexer(document);
        readOne();
    }

    private void readOne() throws SyntaxError, TooLarge {
        Token token = lexer.next();
        if (read.size() == most && token.kind() != Token.Kind.END
                || token.kind() == Token.Kind.NUMBER && token.end() - token.start() > LONGEST_NUMBER) {
            throw new TooLarge();
        }
        read.add(token);
    }

    /** All that were read; the last one is the document's end when the document was read to there. */
    List<Token> all() {
        return read;
    }

    Token current() {
        return read.get(at);
    }

    Token following() throws SyntaxError, TooLarge {
        if (at + 1 == read.size() && !isAt(Token.Kind.END)) {
            readOne();
        }
        return read.get(Math.min(at + 1, read.size() - 1));
    }

    void advance() throws SyntaxError, TooLarge {
        following();
        at++;
    }

    boolean isAt(Token.Kind kind) {
        return current().kind() == kind;
    }

    boolean isAt(char punctuator) {
        return current().is(punctuator, document);
    }

    boolean isAt(String word) {
        return isAt(Token.Kind.NAME) && text(current()).equals(word);
    }

    String text(Token token) {
        return token.text(document);
    }

    /** @return whether it stood there */
    boolean skip(char punctuator) throws SyntaxError, TooLarge {
        boolean there = isAt(punctuator);
        if (there) {
            advance();
        }
        return there;
    }

    /** @return whether it stood there */
    boolean skip(String word) throws SyntaxError, TooLarge {
        boolean there = isAt(word);
        if (there) {
            advance();
        }
        return there;
    }

    void expect(char punctuator) throws SyntaxError, TooLarge {
        if (!skip(punctuator)) {
            throw unexpected(current());
        }
    }

    void expect(String word) throws SyntaxError, TooLarge {
        if (!skip(word)) {
            throw unexpected(current());
        }
    }

    Token expectName() throws SyntaxError, TooLarge {
        Token name = current();
        if (name.kind() != Token.Kind.NAME) {
            throw unexpected(name);
        }
        advance();
        return name;
    }

    void skipDescription() throws SyntaxError, TooLarge {
        if (isAt(Token.Kind.STRING)) {
            advance();
        }
    }

    /** Parts between brackets, at least one. */
    void many(char open, Part part, char close) throws SyntaxError, TooLarge {
        expect(open);
        deeper();
        do {
            part.read();
        } while (!skip(close));
        depth--;
    }

    /** Parts between brackets, or none. */
    void any(char open, Part part, char close) throws SyntaxError, TooLarge {
        expect(open);
        deeper();
        while (!skip(close)) {
            part.read();
        }
        depth--;
    }

    /** @return whether there were brackets, with at least one part between them */
    boolean optional(char open, Part part, char close) throws SyntaxError, TooLarge {
        boolean there = isAt(open);
        if (there) {
            many(open, part, close);
        }
        return there;
    }

    /** Parts with something between them, which may stand before the first one, too. */
    void separated(char separator, Part part) throws SyntaxError, TooLarge {
        skip(separator);
        do {
            part.read();
        } while (skip(separator));
    }

    private void deeper() throws TooLarge {
        if (++depth > DEEPEST) {
            throw new TooLarge();
        }
    }

    SyntaxError unexpected(Token token) {
        return SyntaxError.token(document, token);
    }
}
