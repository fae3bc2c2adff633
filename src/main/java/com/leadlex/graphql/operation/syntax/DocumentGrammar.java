package com.leadlex.graphql.operation.syntax;

import java.util.Set;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;

/**
 * Documents, operations and fragments (GraphQL specification, sections 2.2 to 2.8). It makes no tree; it says whether a
 * document has one, and where not: graphql-java's parser names the place at which it gave up, and reads a type without
 * fields and a query where a type has fields that are wrong.
 */
final class DocumentGrammar {

    private static final Set<String> DESCRIBED = Set.of("query", "mutation", "subscription", "fragment", "schema", "scalar",
            "type", "interface", "union", "enum", "input", "directive");

    private final Tokens tokens;
    private final ValueGrammar values;
    private final TypeSystemGrammar typeSystem;

    DocumentGrammar(Tokens tokens) {
        this.tokens = tokens;
        values = new ValueGrammar(tokens);
        typeSystem = new TypeSystemGrammar(tokens, values);
    }

    void document() throws SyntaxError, TooLarge {
        do {
            definition();
        } while (!tokens.isAt(Token.Kind.END));
    }

    private void definition() throws SyntaxError, TooLarge {
        if (tokens.isAt('{')) {
            selectionSet();
            return;
        }
        if (tokens.isAt(Token.Kind.STRING)) {
            description();
        }
        switch (tokens.text(tokens.current())) {
            case "query", "mutation", "subscription" -> operation();
            case "fragment" -> fragment();
            case "extend" -> typeSystem.extension();
            default -> typeSystem.definition();
        }
    }

    /** The shorthand of a query has none, nor has an extension. */
    private void description() throws SyntaxError, TooLarge {
        Token described = tokens.following();
        boolean name = described.kind() == Token.Kind.NAME;
        if (name ? !DESCRIBED.contains(tokens.text(described)) : tokens.text(described).equals("{")) {
            throw SyntaxError.description(tokens.current());
        }
        tokens.advance();
    }

    private void operation() throws SyntaxError, TooLarge {
        tokens.advance();
        if (tokens.isAt(Token.Kind.NAME)) {
            tokens.advance();
        }
        tokens.optional('(', this::variable, ')');
        values.directives(false);
        selectionSet();
    }

    private void variable() throws SyntaxError, TooLarge {
        tokens.skipDescription();
        tokens.expect('$');
        tokens.expectName();
        values.typeBehindColon();
        values.defaultAndDirectives();
    }

    private void fragment() throws SyntaxError, TooLarge {
        tokens.advance();
        if (tokens.isAt("on")) {
            throw tokens.unexpected(tokens.current());
        }
        tokens.expectName();
        tokens.expect("on");
        tokens.expectName();
        values.directives(false);
        selectionSet();
    }

    private void selectionSet() throws SyntaxError, TooLarge {
        tokens.many('{', this::selection, '}');
    }

    private void selection() throws SyntaxError, TooLarge {
        if (tokens.skip('.')) {
            spread();
            return;
        }
        tokens.expectName();
        if (tokens.skip(':')) {
            tokens.expectName();
        }
        values.arguments(false);
        values.directives(false);
        if (tokens.isAt('{')) {
            selectionSet();
        }
    }

    private void spread() throws SyntaxError, TooLarge {
        boolean condition = tokens.skip("on");
        boolean named = condition || tokens.isAt(Token.Kind.NAME);
        if (named) {
            tokens.expectName();
        }
        values.directives(false);
        if (condition || !named) {
            selectionSet();
        }
    }
}
