package com.leadlex.graphql.operation.syntax;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;

/** Values, directives and references to types (GraphQL specification, sections 2.9, 2.11 and 2.12). */
final class ValueGrammar {

    private final Tokens tokens;

    ValueGrammar(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param constant whether variables are not allowed */
    void value(boolean constant) throws SyntaxError, TooLarge {
        Token first = tokens.current();
        if (tokens.isAt('[')) {
            tokens.any('[', () -> value(constant), ']');
        } else if (tokens.isAt('{')) {
            tokens.any('{', () -> argument(constant), '}');
        } else if (tokens.skip('$')) {
            if (constant) {
                throw tokens.unexpected(first);
            }
            tokens.expectName();
        } else if (first.kind() == Token.Kind.PUNCTUATOR || first.kind() == Token.Kind.END) {
            throw tokens.unexpected(first);
        } else {
            tokens.advance();
        }
    }

    /** An argument, or a field of an input object: both are a name and a value. */
    private void argument(boolean constant) throws SyntaxError, TooLarge {
        tokens.expectName();
        tokens.expect(':');
        value(constant);
    }

    void arguments(boolean constant) throws SyntaxError, TooLarge {
        tokens.optional('(', () -> argument(constant), ')');
    }

    /** @return whether there are any */
    boolean directives(boolean constant) throws SyntaxError, TooLarge {
        boolean there = tokens.isAt('@');
        while (tokens.skip('@')) {
            tokens.expectName();
            arguments(constant);
        }
        return there;
    }

    void type() throws SyntaxError, TooLarge {
        if (tokens.isAt('[')) {
            tokens.many('[', this::listed, ']');
        } else {
            tokens.expectName();
        }
        tokens.skip('!');
    }

    /** The brackets of a list hold one type. */
    private void listed() throws SyntaxError, TooLarge {
        type();
        if (!tokens.isAt(']')) {
            throw tokens.unexpected(tokens.current());
        }
    }

    void typeBehindColon() throws SyntaxError, TooLarge {
        tokens.expect(':');
        type();
    }

    /** What a variable, an argument or an input field may have behind its type. */
    void defaultAndDirectives() throws SyntaxError, TooLarge {
        if (tokens.skip('=')) {
            value(true);
        }
        directives(true);
    }
}
