package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/**
 * Reads a document token by token (GraphQL specification of September 2025, section 2.1). A token is read when the parser needs
 * it, so that the first error in the text is reported, whether a character or a token is wrong.
 */
final class Tokens {

    private static final String IGNORED = "\uFEFF\t ,\r\n";
    /** A comment, which cannot contain half of a surrogate pair. */
    private static final Pattern COMMENT = Pattern.compile("#[^\r\n\\p{Cs}]*+");
    private static final String PUNCTUATORS = "!$&():=@[]{|}";
    private static final Pattern NAME = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*+");
    /** A number, or the part of a number before the first wrong character. */
    private static final Pattern NUMBER = Pattern.compile("(?=[-0-9])-?+(?:(?:0|[1-9][0-9]*+)"
            + "(?:\\.(?:[0-9]++(?:[eE][+-]?+[0-9]*+)?+)?+|[eE][+-]?+[0-9]*+)?+)?+");
    private static final Pattern NUMBER_END = Pattern.compile("(?<=[0-9])(?![.0-9A-Z_a-z])");
    /** A number with such an exponent would have at least a thousand digits. */
    private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{4}");
    /** Digits of a number, as in JSON: the cost of parsing a number is quadratic in its digits. */
    private static final int NUMBER_LIMIT = 1_000;
    /** Characters of a name. Validation messages repeat names. */
    private static final int NAME_LIMIT = 256;
    /** Levels of nested brackets: the parser is recursive, so each takes stack. The limits of an operation are far lower. */
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
     * @param text the characters of the token in the document
     * @param value the value of a string token, without quotes and escape sequences; empty for other tokens
     */
    record Token(Kind kind, String text, String value, SourceLocation location) {
    }

    /** @param limit the maximum number of tokens */
    Tokens(String document, int limit) {
        cursor = new SourceCursor(document);
        tokensLeft = limit;
        current = read();
    }

    Token current() {
        return current;
    }

    /** True when the current token is this punctuator or keyword: no other kind of token can have the same text. */
    boolean isAt(String text) {
        return current.text().equals(text);
    }

    boolean isAt(Kind kind) {
        return current.kind() == kind;
    }

    /** Returns the current token and moves to the next one. */
    Token next() {
        Token token = current;
        current = read();
        return token;
    }

    /** Moves over the punctuator or keyword if it is the current token, and returns true then. */
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

    /** Parses one part in brackets. */
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

    /** Parses at least {@code minimum} parts in brackets. */
    <T> List<T> list(int minimum, String open, Supplier<T> part, String close) {
        return between(open, () -> {
            List<T> parts = new ArrayList<>();
            while (parts.size() < minimum || !isAt(close)) {
                parts.add(part.get());
            }
            return parts;
        }, close);
    }

    /** Parses at least one part in brackets, or returns an empty list when there is no opening bracket. */
    <T> List<T> optional(String open, Supplier<T> part, String close) {
        return isAt(open) ? list(1, open, part, close) : List.of();
    }

    private Token read() {
        int first = cursor.peek();
        for (; IGNORED.indexOf(first) >= 0 || first == '#'; first = cursor.peek()) {
            if (first != '#') {
                cursor.skip(1);
            } else {
                cursor.skip(COMMENT);
            }
        }
        int start = cursor.index();
        SourceLocation location = cursor.location();
        String value = first == '"' ? StringLexer.read(cursor) : "";
        Kind kind = first == '"' ? Kind.STRING : skipOther(first);
        String text = cursor.textFrom(start);
        if (kind == Kind.NAME && text.length() > NAME_LIMIT) {
            throw new SyntaxError("a name has more than " + NAME_LIMIT + " characters", location);
        }
        if (kind != Kind.END && --tokensLeft < 0) {
            throw SyntaxError.tooLarge();
        }
        return new Token(kind, text, value, location);
    }

    private Kind skipOther(int first) {
        int start = cursor.index();
        if (PUNCTUATORS.indexOf(first) >= 0) {
            cursor.skip(1);
            return Kind.PUNCTUATOR;
        }
        if (first == SourceCursor.END) {
            return Kind.END;
        }
        if (cursor.skip(NAME)) {
            return Kind.NAME;
        }
        if (cursor.skip(NUMBER)) {
            return number(cursor.textFrom(start));
        }
        if (!cursor.skip("...")) {
            throw cursor.unexpectedCharacter();
        }
        return Kind.PUNCTUATOR;
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
