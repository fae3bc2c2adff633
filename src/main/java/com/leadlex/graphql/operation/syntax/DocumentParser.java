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
 * Parses executable documents (GraphQL specification of September 2025, section 2) into graphql-java's syntax tree.
 * The parser of graphql-java does not name the wrong character or token, and in version 24 does not read descriptions.
 * Each method here parses one rule of the grammar, starting at the current token.
 */
public final class DocumentParser {

    private final Tokens tokens;
    private final ValueParser valueParser;

    private DocumentParser(Tokens tokens) {
        this.tokens = tokens;
        valueParser = new ValueParser(tokens);
    }

    /** @throws SyntaxError if the document does not parse, or is too large */
    public static Document parse(String documentText, int maxTokens) {
        return new DocumentParser(new Tokens(documentText, maxTokens)).parseDocument();
    }

    private Document parseDocument() {
        SourceLocation startLocation = tokens.currentToken().location();
        List<Definition<?>> definitions = new ArrayList<>();
        do {
            definitions.add(parseDefinition());
        } while (!tokens.isAt(Kind.END));
        return Document.newDocument().definitions(List.copyOf(definitions)).sourceLocation(startLocation).build();
    }

    private Definition<?> parseDefinition() {
        SourceLocation startLocation = tokens.currentToken().location();
        boolean hasDescription = skipDescription();
        Token firstToken = tokens.currentToken();
        return switch (firstToken.text()) {
            case "query", "mutation", "subscription" -> parseOperation();
            case "fragment" -> parseFragment();
            case "schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend" ->
                throw new SyntaxError(
                        "unexpected '" + firstToken.text() + "': a document defines operations and fragments only",
                        startLocation);
            default -> {
                if (hasDescription && (firstToken.kind() == Kind.NAME || firstToken.text().equals("{"))) {
                    throw new SyntaxError("a description must stand before an operation with a keyword or a fragment",
                            startLocation);
                }
                yield OperationDefinition.newOperationDefinition().operation(OperationDefinition.Operation.QUERY)
                        .sourceLocation(firstToken.location()).selectionSet(parseSelectionSet()).build();
            }
        };
    }

    private boolean skipDescription() {
        boolean hasDescription = tokens.isAt(Kind.STRING);
        if (hasDescription) {
            tokens.takeToken();
        }
        return hasDescription;
    }

    private OperationDefinition parseOperation() {
        Token keyword = tokens.takeToken();
        var operation = OperationDefinition.newOperationDefinition().sourceLocation(keyword.location())
                .operation(OperationDefinition.Operation.valueOf(keyword.text().toUpperCase(Locale.ROOT)));
        if (tokens.isAt(Kind.NAME)) {
            operation.name(tokens.takeToken().text());
        }
        return operation.variableDefinitions(tokens.parseOptionalList("(", this::parseVariableDefinition, ")"))
                .directives(valueParser.parseDirectives()).selectionSet(parseSelectionSet()).build();
    }

    private VariableDefinition parseVariableDefinition() {
        skipDescription();
        SourceLocation startLocation = tokens.currentToken().location();
        var definition = VariableDefinition.newVariableDefinition().name(valueParser.parseVariable().getName())
                .sourceLocation(startLocation);
        tokens.expectToken(":");
        definition.type(valueParser.parseType());
        if (tokens.skipTokenIf("=")) {
            definition.defaultValue(valueParser.parseConstantValue());
        }
        return definition.directives(valueParser.parseConstantDirectives()).build();
    }

    private FragmentDefinition parseFragment() {
        SourceLocation startLocation = tokens.takeToken().location();
        if (tokens.isAt("on")) {
            throw SyntaxError.unexpectedToken(tokens.currentToken());
        }
        String fragmentName = tokens.expectName();
        tokens.expectToken("on");
        TypeName conditionType = valueParser.parseTypeName();
        return FragmentDefinition.newFragmentDefinition().name(fragmentName).typeCondition(conditionType)
                .directives(valueParser.parseDirectives()).selectionSet(parseSelectionSet())
                .sourceLocation(startLocation).build();
    }

    private SelectionSet parseSelectionSet() {
        SourceLocation startLocation = tokens.currentToken().location();
        return SelectionSet.newSelectionSet(tokens.parseNonEmptyList("{", this::parseSelection, "}"))
                .sourceLocation(startLocation).build();
    }

    private Selection<?> parseSelection() {
        SourceLocation startLocation = tokens.currentToken().location();
        if (tokens.skipTokenIf("...")) {
            return parseSpread(startLocation);
        }
        var field = Field.newField().sourceLocation(startLocation);
        String fieldName = tokens.expectName();
        if (tokens.skipTokenIf(":")) {
            field.alias(fieldName);
            fieldName = tokens.expectName();
        }
        field.name(fieldName).arguments(valueParser.parseArguments()).directives(valueParser.parseDirectives());
        return (tokens.isAt("{") ? field.selectionSet(parseSelectionSet()) : field).build();
    }

    private Selection<?> parseSpread(SourceLocation startLocation) {
        boolean hasTypeCondition = tokens.skipTokenIf("on");
        if (!hasTypeCondition && tokens.isAt(Kind.NAME)) {
            return FragmentSpread.newFragmentSpread(tokens.takeToken().text()).directives(valueParser.parseDirectives())
                    .sourceLocation(startLocation).build();
        }
        var inlineFragment = InlineFragment.newInlineFragment().sourceLocation(startLocation);
        if (hasTypeCondition) {
            inlineFragment.typeCondition(valueParser.parseTypeName());
        }
        return inlineFragment.directives(valueParser.parseDirectives()).selectionSet(parseSelectionSet()).build();
    }
}
