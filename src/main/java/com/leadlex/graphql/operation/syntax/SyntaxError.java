package com.leadlex.graphql.operation.syntax;

import java.util.stream.Collectors;

import com.leadlex.graphql.operation.syntax.Lexer.Token;

import graphql.language.SourceLocation;

/** A document does not parse. It has no stack trace: clients cause it. */
public final class SyntaxError extends Exception {

    private static final long serialVersionUID = 1L;
    /** What a message repeats of a token. */
    private static final int MAX_REPEATED = 32;

    private final SourceLocation location;

    SyntaxError(String message, SourceLocation location) {
        super(message, null, false, false);
        this.location = location;
    }

    public SourceLocation location() {
        return location;
    }

    /** A token that the grammar does not have there. */
    static SyntaxError unexpected(Token token) {
        boolean end = token.kind() == Token.Kind.END;
        return new SyntaxError(end ? "the document ends where more was expected"
                : "unexpected " + quoted(shortened(token.text())), token.location());
    }

    private static String shortened(String token) {
        boolean isLong = token.codePointCount(0, token.length()) > MAX_REPEATED;
        return isLong ? token.substring(0, token.offsetByCodePoints(0, MAX_REPEATED)) + "…" : token;
    }

    /** A text between quotes, with the code points of characters that cannot be seen. */
    static String quoted(String text) {
        return text.codePoints().mapToObj(c -> isVisible(c) ? Character.toString(c) : String.format("U+%04X", c))
                .collect(Collectors.joining("", "'", "'"));
    }

    private static boolean isVisible(int c) {
        return Character.isDefined(c) && !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE
                && Character.getType(c) != Character.FORMAT;
    }
}
