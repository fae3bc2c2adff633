package com.leadlex.graphql.operation.syntax;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import graphql.language.SourceLocation;

/** A document does not parse. It has no stack trace: clients cause it. */
public final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    /** Code points of a token that a message repeats. */
    private static final int REPEATED_LIMIT = 32;

    private final @Nullable SourceLocation location;

    SyntaxError(String message, @Nullable SourceLocation location) {
        super(message, null, false, false);
        this.location = location;
    }

    /** Null when the document is too large: in tokens, in the digits of a number, or in nested brackets. */
    public @Nullable SourceLocation location() {
        return location;
    }

    static SyntaxError tooLarge() {
        return new SyntaxError("too large", null);
    }

    /** A token that the grammar does not allow at its place. */
    static SyntaxError unexpected(Tokens.Token token) {
        String text = token.text();
        boolean isLong = text.codePointCount(0, text.length()) > REPEATED_LIMIT;
        return new SyntaxError(token.kind() == Tokens.Kind.END ? "the document ends where more was expected"
                : "unexpected " + quoted(isLong ? text.substring(0, text.offsetByCodePoints(0, REPEATED_LIMIT)) + "…" : text),
                token.location());
    }

    /** A text between quotes, with the code points of invisible characters. */
    static String quoted(String text) {
        return text.codePoints().mapToObj(c -> isVisible(c) ? Character.toString(c) : String.format("U+%04X", c))
                .collect(Collectors.joining("", "'", "'"));
    }

    private static boolean isVisible(int c) {
        return Character.isDefined(c) && !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE
                && Character.getType(c) != Character.FORMAT;
    }
}
