package com.leadlex.graphql.operation.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.leadlex.graphql.operation.syntax.Tokens.Kind;
import com.leadlex.graphql.operation.syntax.Tokens.Token;

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
 * Parses executable documents (GraphQL specification of September 2025, section 2) into graphql-java's syntax tree. The parser
 * of graphql-java does not name the wrong character or token, and in version 24 does not read descriptions. Each method here
 * parses one rule of the grammar, starting at the current token.
 */
public final class DocumentParser {

    private final Tokens tokens;
    private final ValueParser values;

    private DocumentParser(Tokens tokens) {
        this.tokens = tokens;
        values = new ValueParser(tokens);
    }

    /** @throws SyntaxError if the document does not parse, or is too large */
    public static Document parse(String text, int maxTokens) {
        return new DocumentParser(new Tokens(text, maxTokens)).document();
    }

    private Document document() {
        SourceLocation location = tokens.current().location();
        List<Definition<?>> definitions = new ArrayList<>();
        do {
            definitions.add(definition());
        } while (!tokens.isAt(Kind.END));
        return Document.newDocument().definitions(List.copyOf(definitions)).sourceLocation(location).build();
    }

    private Definition<?> definition() {
        SourceLocation start = tokens.current().location();
        boolean described = skipDescription();
        Token first = tokens.current();
        return switch (first.text()) {
            case "query", "mutation", "subscription" -> operation();
            case "fragment" -> fragment();
            case "schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend" ->
                throw new SyntaxError("unexpected '" + first.text() + "': a document defines operations and fragments only",
                        start);
            default -> {
                if (described && (first.kind() == Kind.NAME || first.text().equals("{"))) {
                    throw new SyntaxError("a description must stand before an operation with a keyword or a fragment", start);
                }
                yield OperationDefinition.newOperationDefinition().operation(OperationDefinition.Operation.QUERY)
                        .sourceLocation(first.location()).selectionSet(selectionSet()).build();
            }
        };
    }

    private boolean skipDescription() {
        boolean found = tokens.isAt(Kind.STRING);
        if (found) {
            tokens.next();
        }
        return found;
    }

    private OperationDefinition operation() {
        Token keyword = tokens.next();
        var operation = OperationDefinition.newOperationDefinition().sourceLocation(keyword.location())
                .operation(OperationDefinition.Operation.valueOf(keyword.text().toUpperCase(Locale.ROOT)));
        if (tokens.isAt(Kind.NAME)) {
            operation.name(tokens.next().text());
        }
        return operation.variableDefinitions(tokens.optional("(", this::variable, ")"))
                .directives(values.directives(false)).selectionSet(selectionSet()).build();
    }

    private VariableDefinition variable() {
        skipDescription();
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

    private FragmentDefinition fragment() {
        SourceLocation location = tokens.next().location();
        if (tokens.isAt("on")) {
            throw SyntaxError.unexpected(tokens.current());
        }
        String name = tokens.expectName();
        tokens.expect("on");
        TypeName type = values.typeName();
        return FragmentDefinition.newFragmentDefinition().name(name).typeCondition(type)
                .directives(values.directives(false)).selectionSet(selectionSet()).sourceLocation(location).build();
    }

    private SelectionSet selectionSet() {
        SourceLocation location = tokens.current().location();
        return SelectionSet.newSelectionSet(tokens.list(1, "{", this::selection, "}")).sourceLocation(location).build();
    }

    private Selection<?> selection() {
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

    private Selection<?> spread(SourceLocation location) {
        boolean condition = tokens.skip("on");
        if (!condition && tokens.isAt(Kind.NAME)) {
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
