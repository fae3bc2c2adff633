package com.leadlex.graphql.operation.syntax;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import graphql.language.SourceLocation;

/** A document does not parse. The exception has no stack trace, since callers cause it. */
public final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    /** The maximum number of code points of a token that a message repeats. */
    private static final int MAX_REPEATED_CODE_POINTS = 32;

    static final String END_MESSAGE = "the document ends where more was expected";
    private static final Pattern INVISIBLE_CHARACTER = Pattern.compile("\\p{C}");

    private final @Nullable SourceLocation location;

    SyntaxError(String message, @Nullable SourceLocation location) {
        super(message, /* cause= */ null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.location = location;
    }

    /** Null when the document is too large: in tokens, in the digits of a number, or in nested brackets. */
    public @Nullable SourceLocation location() {
        return location;
    }

    static SyntaxError tooLarge() {
        return new SyntaxError("too large", /* location= */ null);
    }

    /** A token that the grammar does not allow at its place. */
    static SyntaxError unexpectedToken(Tokens.Token token) {
        String tokenText = token.text();
        boolean isLong = tokenText.codePointCount(0, tokenText.length()) > MAX_REPEATED_CODE_POINTS;
        return new SyntaxError(token.kind() == Tokens.Kind.END ? END_MESSAGE
                : "unexpected " + quoted(
                        isLong ? tokenText.substring(0, tokenText.offsetByCodePoints(0, MAX_REPEATED_CODE_POINTS)) + "…"
                                : tokenText),
                token.location());
    }

    /** A text in quotes, with invisible characters as {@code U+XXXX}. */
    static String quoted(String text) {
        return "'"
                + INVISIBLE_CHARACTER.matcher(text).replaceAll(match -> String.format("U+%04X", match.group().codePointAt(0)))
                + "'";
    }
}
