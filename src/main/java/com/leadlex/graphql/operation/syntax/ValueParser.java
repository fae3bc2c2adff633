package com.leadlex.graphql.operation.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import com.leadlex.graphql.operation.syntax.Tokens.Token;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.SourceLocation;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;

/** Parses values, arguments, directives and type references (GraphQL specification, sections 2.6, 2.9, 2.11 to 2.13). */
final class ValueParser {

    private static final boolean IS_CONSTANT = true;
    private static final boolean IS_NOT_CONSTANT = false;

    private final Tokens tokens;

    ValueParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Value<?> parseConstantValue() {
        return parseValue(IS_CONSTANT);
    }

    /** @param isConstant true where variables are not allowed */
    private Value<?> parseValue(boolean isConstant) {
        Token firstToken = tokens.currentToken();
        var startLocation = firstToken.location();
        return switch (firstToken.kind()) {
            case INT -> IntValue.newIntValue(new BigInteger(tokens.takeToken().text())).sourceLocation(startLocation).build();
            case FLOAT ->
                FloatValue.newFloatValue(new BigDecimal(tokens.takeToken().text())).sourceLocation(startLocation).build();
            case STRING -> StringValue.newStringValue(tokens.takeToken().value()).sourceLocation(startLocation).build();
            case NAME -> nameValue(tokens.takeToken().text(), startLocation);
            case PUNCTUATOR, END -> switch (firstToken.text()) {
                case "[" -> ArrayValue.newArrayValue().values(tokens.parseList("[", () -> parseValue(isConstant), "]"))
                        .sourceLocation(startLocation).build();
                case "{" ->
                    ObjectValue.newObjectValue().objectFields(tokens.parseList("{", () -> parseObjectField(isConstant), "}"))
                            .sourceLocation(startLocation).build();
                default -> {
                    if (isConstant) {
                        throw SyntaxError.unexpectedToken(firstToken);
                    }
                    yield parseVariable();
                }
            };
        };
    }

    private static Value<?> nameValue(String name, SourceLocation startLocation) {
        return switch (name) {
            case "true", "false" -> BooleanValue.newBooleanValue(name.equals("true")).sourceLocation(startLocation).build();
            case "null" -> NullValue.newNullValue().sourceLocation(startLocation).build();
            default -> EnumValue.newEnumValue(name).sourceLocation(startLocation).build();
        };
    }

    VariableReference parseVariable() {
        var startLocation = tokens.currentToken().location();
        tokens.expectToken("$");
        return VariableReference.newVariableReference().name(tokens.expectName()).sourceLocation(startLocation).build();
    }

    private ObjectField parseObjectField(boolean isConstant) {
        var startLocation = tokens.currentToken().location();
        String fieldName = tokens.expectName();
        tokens.expectToken(":");
        return ObjectField.newObjectField().name(fieldName).value(parseValue(isConstant)).sourceLocation(startLocation).build();
    }

    List<Argument> parseArguments() {
        return parseArguments(IS_NOT_CONSTANT);
    }

    private List<Argument> parseArguments(boolean isConstant) {
        return tokens.parseOptionalList("(", () -> parseArgument(isConstant), ")");
    }

    private Argument parseArgument(boolean isConstant) {
        var startLocation = tokens.currentToken().location();
        String argumentName = tokens.expectName();
        tokens.expectToken(":");
        return Argument.newArgument(argumentName, parseValue(isConstant)).sourceLocation(startLocation).build();
    }

    List<Directive> parseDirectives() {
        return parseDirectives(IS_NOT_CONSTANT);
    }

    List<Directive> parseConstantDirectives() {
        return parseDirectives(IS_CONSTANT);
    }

    private List<Directive> parseDirectives(boolean isConstant) {
        List<Directive> directives = new ArrayList<>();
        while (tokens.isAt("@")) {
            var startLocation = tokens.takeToken().location();
            directives.add(Directive.newDirective().name(tokens.expectName()).arguments(parseArguments(isConstant))
                    .sourceLocation(startLocation).build());
        }
        return directives;
    }

    Type<?> parseType() {
        var startLocation = tokens.currentToken().location();
        Type<?> type = tokens.isAt("[")
                ? ListType.newListType(tokens.parseInBrackets("[", this::parseType, "]")).sourceLocation(startLocation).build()
                : parseTypeName();
        return tokens.skipTokenIf("!") ? NonNullType.newNonNullType(type).sourceLocation(startLocation).build() : type;
    }

    TypeName parseTypeName() {
        var startLocation = tokens.currentToken().location();
        return TypeName.newTypeName(tokens.expectName()).sourceLocation(startLocation).build();
    }
}
