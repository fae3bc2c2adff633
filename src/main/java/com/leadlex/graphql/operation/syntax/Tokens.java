package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/**
 * The tokens of a document in order (GraphQL specification of September 2025, section 2.1). Each is read when the parser comes
 * to it, so that the first error of the text is reported, be it a character or a token.
 */
final class Tokens {

    /** White space, line terminators, commas, byte order marks, and comments up to half of a surrogate pair. */
    private static final Pattern IGNORED = Pattern.compile("[\uFEFF\t ,\r\n]++|#[^\r\n\\p{Cs}]*+");
    private static final Pattern PUNCTUATOR = Pattern.compile("[!$&():=@\\[\\]{|}]|\\.\\.\\.");
    private static final Pattern NAME = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*+");
    /** A number up to the first character that is wrong. */
    private static final Pattern NUMBER = Pattern.compile("(?=[-0-9])-?+(?:(?:0|[1-9][0-9]*+)"
            + "(?:\\.(?:[0-9]++(?:[eE][+-]?+[0-9]*+)?+)?+|[eE][+-]?+[0-9]*+)?+)?+");
    private static final Pattern NUMBER_END = Pattern.compile("(?<=[0-9])(?![.0-9A-Z_a-z])");
    /** Written out, the number has a thousand digits. */
    private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{4}");
    /** As in JSON: the cost of making a number grows with the square of its digits. */
    private static final int NUMBER_LIMIT = 1_000;
    /** Messages of validation repeat names. */
    private static final int NAME_LIMIT = 256;
    /** Nested brackets; each level takes some frames of the stack. The limits of an operation are far below. */
    private static final int DEPTH_LIMIT = 200;

    private final SourceCursor cursor;
    private int tokensLeft;
    private Token current;
    private int depth;

    enum Kind {
        PUNCTUATOR,
        NAME,
        INT,
        FLOAT,
        STRING,
        END
    }

    /**
     * A lexical token.
     *
     * @param text as the document has it
     * @param value of a string, without quotes and escape sequences; of other tokens empty
     */
    record Token(Kind kind, String text, String value, SourceLocation location) {
    }

    /** @param limit number of tokens, without the end */
    Tokens(String document, int limit) {
        cursor = new SourceCursor(document);
        tokensLeft = limit;
        current = read();
    }

    Token current() {
        return current;
    }

    /** True at the punctuator or keyword; the text of any other token differs from all of them. */
    boolean isAt(String text) {
        return current.text().equals(text);
    }

    boolean isAt(Kind kind) {
        return current.kind() == kind;
    }

    /** Moves to the following token and returns the one that was current. */
    Token next() {
        Token token = current;
        current = read();
        return token;
    }

    /** @return true when the punctuator or keyword was there */
    boolean skip(String text) {
        boolean found = isAt(text);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String text) {
        if (!skip(text)) {
            throw SyntaxError.unexpected(current);
        }
    }

    String expectName() {
        if (!isAt(Kind.NAME)) {
            throw SyntaxError.unexpected(current);
        }
        return next().text();
    }

    /** One part between brackets. */
    <T> T between(String open, Supplier<T> part, String close) {
        expect(open);
        if (++depth > DEPTH_LIMIT) {
            throw SyntaxError.tooLarge();
        }
        T read = part.get();
        depth--;
        expect(close);
        return read;
    }

    /** Parts between brackets, at least as many as given. */
    <T> List<T> list(int minimum, String open, Supplier<T> part, String close) {
        return between(open, () -> {
            List<T> parts = new ArrayList<>();
            while (parts.size() < minimum || !isAt(close)) {
                parts.add(part.get());
            }
            return parts;
        }, close);
    }

    /** Parts between brackets, at least one; or no brackets. */
    <T> List<T> optional(String open, Supplier<T> part, String close) {
        return isAt(open) ? list(1, open, part, close) : List.of();
    }

    private Token read() {
        boolean ignored;
        do {
            ignored = cursor.skip(IGNORED);
        } while (ignored);
        int start = cursor.index();
        SourceLocation location = cursor.location();
        String value = cursor.peek() == '"' ? StringLexer.read(cursor) : "";
        Kind kind = cursor.index() > start ? Kind.STRING
                : cursor.skip(PUNCTUATOR) ? Kind.PUNCTUATOR
                        : cursor.skip(NAME) ? Kind.NAME
                                : cursor.skip(NUMBER) ? number(cursor.textFrom(start)) : Kind.END;
        String text = cursor.textFrom(start);
        if (kind == Kind.END && cursor.peek() != SourceCursor.END) {
            throw cursor.unexpectedCharacter();
        }
        if (kind == Kind.NAME && text.length() > NAME_LIMIT) {
            throw new SyntaxError("a name has more than " + NAME_LIMIT + " characters", location);
        }
        if (kind != Kind.END && --tokensLeft < 0) {
            throw SyntaxError.tooLarge();
        }
        return new Token(kind, text, value, location);
    }

    private Kind number(String text) {
        if (text.length() > NUMBER_LIMIT || LONG_EXPONENT.matcher(text).find()) {
            throw SyntaxError.tooLarge();
        }
        if (!cursor.skip(NUMBER_END)) {
            throw cursor.unexpectedCharacter();
        }
        return text.chars().allMatch(c -> c == '-' || Character.isDigit(c)) ? Kind.INT : Kind.FLOAT;
    }
}
