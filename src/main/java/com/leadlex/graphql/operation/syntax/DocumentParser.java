package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.leadlex.graphql.operation.syntax.Lexer.Token;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;

/**
 * Parses executable documents (GraphQL specification of September 2025, section 2) into graphql-java's tree. graphql-java's
 * own parser does not name the character or token that is wrong, and version 24 does not read descriptions. Each method
 * reads a rule of the grammar, from the current token on.
 */
public final class DocumentParser {

    private final Tokens tokens;
    private final ValueParser values;

    /** The document has too many tokens, a number that is too long, or too many brackets in one another. */
    public static final class TooLarge extends Exception {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(null, null, false, false);
        }
    }

    private DocumentParser(Tokens tokens) {
        this.tokens = tokens;
        values = new ValueParser(tokens);
    }

    public static Document parse(String text, int maxTokens) throws SyntaxError, TooLarge {
        return new DocumentParser(new Tokens(text, maxTokens)).document();
    }

    private Document document() throws SyntaxError, TooLarge {
        SourceLocation location = tokens.current().location();
        List<Definition<?>> definitions = new ArrayList<>();
        do {
            definitions.add(definition());
        } while (tokens.current().kind() != Token.Kind.END);
        return Document.newDocument().definitions(List.copyOf(definitions)).sourceLocation(location).build();
    }

    private Definition<?> definition() throws SyntaxError, TooLarge {
        Token description = tokens.current();
        boolean described = description.kind() == Token.Kind.STRING;
        if (described) {
            tokens.next();
        }
        Token first = tokens.current();
        switch (first.text()) {
            case "query", "mutation", "subscription":
                return operation(OperationDefinition.Operation.valueOf(first.text().toUpperCase(Locale.ROOT)));
            case "fragment":
                return fragment();
            default:
                if (described && (first.kind() == Token.Kind.NAME || first.is("{"))) {
                    throw new SyntaxError("a description must stand before an operation with a keyword or a fragment",
                            description.location());
                }
        }
        return switch (first.text()) {
            case "{" -> OperationDefinition.newOperationDefinition().operation(OperationDefinition.Operation.QUERY)
                    .sourceLocation(first.location()).selectionSet(selectionSet()).build();
            case "schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend" ->
                throw new SyntaxError("unexpected '" + first.text() + "': a document defines operations and fragments only",
                        first.location());
            default -> throw tokens.unexpected();
        };
    }

    private OperationDefinition operation(OperationDefinition.Operation kind) throws SyntaxError, TooLarge {
        var operation = OperationDefinition.newOperationDefinition().operation(kind)
                .sourceLocation(tokens.next().location());
        if (tokens.current().kind() == Token.Kind.NAME) {
            operation.name(tokens.next().text());
        }
        return operation.variableDefinitions(tokens.optional("(", this::variable, ")"))
                .directives(values.directives(false)).selectionSet(selectionSet()).build();
    }

    private VariableDefinition variable() throws SyntaxError, TooLarge {
        if (tokens.current().kind() == Token.Kind.STRING) {
            tokens.next(); // its description
        }
        SourceLocation location = tokens.current().location();
        var variable = VariableDefinition.newVariableDefinition().name(values.variable().getName())
                .sourceLocation(location);
        tokens.expect(":");
        variable.type(values.type());
        if (tokens.skip("=")) {
            variable.defaultValue(values.value(true));
        }
        return variable.directives(values.directives(true)).build();
    }

    private FragmentDefinition fragment() throws SyntaxError, TooLarge {
        SourceLocation location = tokens.next().location();
        if (tokens.isAt("on")) {
            throw tokens.unexpected();
        }
        String name = tokens.expectName();
        tokens.expect("on");
        TypeName type = values.typeName();
        return FragmentDefinition.newFragmentDefinition().name(name).typeCondition(type)
                .directives(values.directives(false)).selectionSet(selectionSet()).sourceLocation(location).build();
    }

    private SelectionSet selectionSet() throws SyntaxError, TooLarge {
        SourceLocation location = tokens.current().location();
        return SelectionSet.newSelectionSet(tokens.list(1, "{", this::selection, "}")).sourceLocation(location).build();
    }

    private Selection<?> selection() throws SyntaxError, TooLarge {
        SourceLocation location = tokens.current().location();
        if (tokens.skip("...")) {
            return spread(location);
        }
        var field = Field.newField().sourceLocation(location);
        String name = tokens.expectName();
        if (tokens.skip(":")) {
            field.alias(name);
            name = tokens.expectName();
        }
        field.name(name).arguments(values.arguments(false)).directives(values.directives(false));
        return (tokens.isAt("{") ? field.selectionSet(selectionSet()) : field).build();
    }

    private Selection<?> spread(SourceLocation location) throws SyntaxError, TooLarge {
        boolean condition = tokens.skip("on");
        if (!condition && tokens.current().kind() == Token.Kind.NAME) {
            return FragmentSpread.newFragmentSpread(tokens.next().text()).directives(values.directives(false))
                    .sourceLocation(location).build();
        }
        var inline = InlineFragment.newInlineFragment().sourceLocation(location);
        if (condition) {
            inline.typeCondition(values.typeName());
        }
        return inline.directives(values.directives(false)).selectionSet(selectionSet()).build();
    }
}
