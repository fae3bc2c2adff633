package com.leadlex.graphql.operation.syntax;

import java.util.Set;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;

/**
 * Definitions of the type system (GraphQL specification, section 3). No document with one is run; it is read to tell that, and
 * not that it does not parse.
 */
final class TypeSystemGrammar {

    private static final Set<String> LOCATIONS = Set.of("QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION",
            "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION");

    private final Tokens tokens;
    private final ValueGrammar values;

    TypeSystemGrammar(Tokens tokens, ValueGrammar values) {
        this.tokens = tokens;
        this.values = values;
    }

    /** Behind its description. */
    void definition() throws SyntaxError, TooLarge {
        if (tokens.skip("schema")) {
            values.directives(true);
            tokens.many('{', this::operationType, '}');
        } else if (tokens.skip("directive")) {
            directive();
        } else {
            type();
        }
    }

    void extension() throws SyntaxError, TooLarge {
        tokens.expect("extend");
        boolean extended;
        if (tokens.skip("schema")) {
            boolean directed = values.directives(true);
            extended = tokens.optional('{', this::operationType, '}') || directed;
        } else {
            extended = type();
        }
        if (!extended) {
            throw tokens.unexpected(tokens.current());
        }
    }

    /** @return whether there is something behind its name */
    private boolean type() throws SyntaxError, TooLarge {
        Token keyword = tokens.current();
        String kind = keyword.kind() == Token.Kind.NAME ? tokens.text(keyword) : "";
        if (!Set.of("scalar", "type", "interface", "union", "enum", "input").contains(kind)) {
            throw tokens.unexpected(keyword);
        }
        tokens.advance();
        tokens.expectName();
        boolean implementing = (kind.equals("type") || kind.equals("interface")) && tokens.skip("implements");
        if (implementing) {
            tokens.separated('&', tokens::expectName);
        }
        boolean directed = values.directives(true);
        boolean filled = switch (kind) {
            case "type", "interface" -> tokens.optional('{', this::field, '}');
            case "union" -> members();
            case "enum" -> tokens.optional('{', this::enumValue, '}');
            case "input" -> tokens.optional('{', this::inputValue, '}');
            default -> false;
        };
        return implementing || directed || filled;
    }

    private void operationType() throws SyntaxError, TooLarge {
        Token operation = tokens.expectName();
        if (!Set.of("query", "mutation", "subscription").contains(tokens.text(operation))) {
            throw tokens.unexpected(operation);
        }
        tokens.expect(':');
        tokens.expectName();
    }

    private void field() throws SyntaxError, TooLarge {
        tokens.skipDescription();
        tokens.expectName();
        tokens.optional('(', this::inputValue, ')');
        values.typeBehindColon();
        values.directives(true);
    }

    private void inputValue() throws SyntaxError, TooLarge {
        tokens.skipDescription();
        tokens.expectName();
        values.typeBehindColon();
        values.defaultAndDirectives();
    }

    private boolean members() throws SyntaxError, TooLarge {
        boolean there = tokens.skip('=');
        if (there) {
            tokens.separated('|', tokens::expectName);
        }
        return there;
    }

    private void enumValue() throws SyntaxError, TooLarge {
        tokens.skipDescription();
        if (tokens.isAt("true") || tokens.isAt("false") || tokens.isAt("null")) {
            throw tokens.unexpected(tokens.current());
        }
        tokens.expectName();
        values.directives(true);
    }

    private void directive() throws SyntaxError, TooLarge {
        tokens.expect('@');
        tokens.expectName();
        tokens.optional('(', this::inputValue, ')');
        tokens.skip("repeatable");
        tokens.expect("on");
        tokens.separated('|', this::location);
    }

    private void location() throws SyntaxError, TooLarge {
        Token name = tokens.expectName();
        if (!LOCATIONS.contains(tokens.text(name))) {
            throw tokens.unexpected(name);
        }
    }
}
