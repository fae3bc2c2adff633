package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import graphql.language.SourceLocation;

/**
 * Reads a document token by token (GraphQL specification of September 2025, section 2.1).
 * A token is read when the parser needs it, so the first error in the text is reported, be it a character or a token.
 */
final class Tokens {

    private static final String IGNORED_CHARACTERS = "\uFEFF\t ,\r\n";
    /** A comment, which cannot contain half of a surrogate pair. */
    private static final Pattern COMMENT = Pattern.compile("#[^\r\n\\p{Cs}]*+");
    private static final String PUNCTUATORS = "!$&():=@[]{|}";
    private static final Pattern NAME = Pattern.compile("[_A-Za-z][_0-9A-Za-z]*+");
    /** A number, or the part of a number before the first wrong character. */
    private static final Pattern NUMBER = Pattern.compile("(?=[-0-9])-?+(?:(?:0|[1-9][0-9]*+)"
            + "(?:\\.(?:[0-9]++(?:[eE][+-]?+[0-9]*+)?+)?+|[eE][+-]?+[0-9]*+)?+)?+");
    private static final Pattern NUMBER_END = Pattern.compile("(?<=[0-9])(?![.0-9A-Z_a-z])");
    /** An exponent of four or more digits: such a number may have a thousand digits or more. */
    private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][+-]?[0-9]{4}");
    /** The limit of a number's digits, as in JSON: the cost of parsing a number is quadratic in its digits. */
    private static final int MAX_NUMBER_CHARACTERS = 1_000;
    /** The limit of a name's characters: validation messages repeat names. */
    private static final int MAX_NAME_CHARACTERS = 256;
    /** The limit of nested brackets: the parser is recursive, so each level takes stack. An operation has lower limits. */
    private static final int MAX_BRACKET_DEPTH = 200;

    private final SourceCursor cursor;
    private int remainingTokens;
    private Token currentToken;
    private int bracketDepth;

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

    /** @param maxTokens the maximum number of tokens */
    Tokens(String document, int maxTokens) {
        cursor = new SourceCursor(document);
        remainingTokens = maxTokens;
        currentToken = readToken();
    }

    Token currentToken() {
        return currentToken;
    }

    /** True when the current token is this punctuator or keyword: no other kind of token can have the same text. */
    boolean isAt(String text) {
        return currentToken.text().equals(text);
    }

    boolean isAt(Kind kind) {
        return currentToken.kind() == kind;
    }

    /** Returns the current token and moves to the next one. */
    Token takeToken() {
        Token token = currentToken;
        currentToken = readToken();
        return token;
    }

    /** Moves over this punctuator or keyword if it is the current token; returns true then. */
    boolean skipTokenIf(String text) {
        boolean isSkipped = isAt(text);
        if (isSkipped) {
            takeToken();
        }
        return isSkipped;
    }

    void expectToken(String text) {
        if (!skipTokenIf(text)) {
            throw SyntaxError.unexpectedToken(currentToken);
        }
    }

    String expectName() {
        if (!isAt(Kind.NAME)) {
            throw SyntaxError.unexpectedToken(currentToken);
        }
        return takeToken().text();
    }

    /** Parses one part in brackets. */
    <T> T parseInBrackets(String openingBracket, Supplier<T> partParser, String closingBracket) {
        expectToken(openingBracket);
        if (++bracketDepth > MAX_BRACKET_DEPTH) {
            throw SyntaxError.tooLarge();
        }
        T parsedPart = partParser.get();
        bracketDepth--;
        expectToken(closingBracket);
        return parsedPart;
    }

    /** Parses any number of parts in brackets. */
    <T> List<T> parseList(String openingBracket, Supplier<T> partParser, String closingBracket) {
        return parseInBrackets(openingBracket, () -> {
            List<T> parts = new ArrayList<>();
            while (!isAt(closingBracket)) {
                parts.add(partParser.get());
            }
            return parts;
        }, closingBracket);
    }

    /** Parses at least one part in brackets. */
    <T> List<T> parseNonEmptyList(String openingBracket, Supplier<T> partParser, String closingBracket) {
        return parseInBrackets(openingBracket, () -> {
            List<T> parts = new ArrayList<>();
            do {
                parts.add(partParser.get());
            } while (!isAt(closingBracket));
            return parts;
        }, closingBracket);
    }

    /** Parses at least one part in brackets, or returns an empty list when there is no opening bracket. */
    <T> List<T> parseOptionalList(String openingBracket, Supplier<T> partParser, String closingBracket) {
        return isAt(openingBracket) ? parseNonEmptyList(openingBracket, partParser, closingBracket) : List.of();
    }

    private Token readToken() {
        int firstUnit = cursor.peekUnit();
        for (; IGNORED_CHARACTERS.indexOf(firstUnit) >= 0 || firstUnit == '#'; firstUnit = cursor.peekUnit()) {
            if (firstUnit != '#') {
                cursor.skipUnits(1);
            } else {
                cursor.skipIfMatch(COMMENT);
            }
        }
        int tokenStart = cursor.index();
        SourceLocation tokenLocation = cursor.location();
        String stringValue = firstUnit == '"' ? StringLexer.readString(cursor) : "";
        Kind kind = firstUnit == '"' ? Kind.STRING : skipUnquotedToken(firstUnit);
        String tokenText = cursor.textFrom(tokenStart);
        if (kind == Kind.NAME && tokenText.length() > MAX_NAME_CHARACTERS) {
            throw new SyntaxError("a name has more than " + MAX_NAME_CHARACTERS + " characters", tokenLocation);
        }
        if (kind != Kind.END && --remainingTokens < 0) {
            throw SyntaxError.tooLarge();
        }
        return new Token(kind, tokenText, stringValue, tokenLocation);
    }

    private Kind skipUnquotedToken(int firstUnit) {
        int tokenStart = cursor.index();
        if (PUNCTUATORS.indexOf(firstUnit) >= 0) {
            cursor.skipUnits(1);
            return Kind.PUNCTUATOR;
        }
        if (firstUnit == SourceCursor.END_OF_DOCUMENT) {
            return Kind.END;
        }
        if (cursor.skipIfMatch(NAME)) {
            return Kind.NAME;
        }
        if (cursor.skipIfMatch(NUMBER)) {
            return classifyNumber(cursor.textFrom(tokenStart));
        }
        if (!cursor.skipIfText("...")) {
            throw cursor.unexpectedCharacter();
        }
        return Kind.PUNCTUATOR;
    }

    /** Checks the end and the length of a number. */
    private Kind classifyNumber(String numberText) {
        if (numberText.length() > MAX_NUMBER_CHARACTERS || LONG_EXPONENT.matcher(numberText).find()) {
            throw SyntaxError.tooLarge();
        }
        if (!cursor.skipIfMatch(NUMBER_END)) {
            throw cursor.unexpectedCharacter();
        }
        return numberText.chars().allMatch(character -> character == '-' || Character.isDigit(character)) ? Kind.INT
                : Kind.FLOAT;
    }
}
