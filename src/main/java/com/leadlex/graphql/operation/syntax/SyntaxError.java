package com.leadlex.graphql.operation.syntax;

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

    /** Half of a surrogate pair could not be encoded. */
    private static String shortened(String token) {
        if (token.length() <= MAX_REPEATED) {
            return token;
        }
        int end = Character.isHighSurrogate(token.charAt(MAX_REPEATED - 1)) ? MAX_REPEATED - 1 : MAX_REPEATED;
        return token.substring(0, end) + "…";
    }

    /** A text between quotes, with the code points of characters that cannot be seen. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.FORMAT) {
                quoted.append(String.format("U+%04X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('\'').toString();
    }
}
