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

    private final Tokens tokens;

    ValueParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param constant true where variables are not allowed */
    Value<?> value(boolean constant) {
        Token first = tokens.current();
        var location = first.location();
        return switch (first.kind()) {
            case INT -> IntValue.newIntValue(new BigInteger(tokens.next().text())).sourceLocation(location).build();
            case FLOAT -> FloatValue.newFloatValue(new BigDecimal(tokens.next().text())).sourceLocation(location).build();
            case STRING -> StringValue.newStringValue(tokens.next().value()).sourceLocation(location).build();
            case NAME -> named(tokens.next().text(), location);
            case PUNCTUATOR, END -> switch (first.text()) {
                case "[" -> ArrayValue.newArrayValue().values(tokens.list(0, "[", () -> value(constant), "]"))
                        .sourceLocation(location).build();
                case "{" -> ObjectValue.newObjectValue().objectFields(tokens.list(0, "{", () -> objectField(constant), "}"))
                        .sourceLocation(location).build();
                default -> {
                    if (constant) {
                        throw SyntaxError.unexpected(first);
                    }
                    yield variable();
                }
            };
        };
    }

    private static Value<?> named(String name, SourceLocation location) {
        return switch (name) {
            case "true", "false" -> BooleanValue.newBooleanValue(name.equals("true")).sourceLocation(location).build();
            case "null" -> NullValue.newNullValue().sourceLocation(location).build();
            default -> EnumValue.newEnumValue(name).sourceLocation(location).build();
        };
    }

    VariableReference variable() {
        var location = tokens.current().location();
        tokens.expect("$");
        return VariableReference.newVariableReference().name(tokens.expectName()).sourceLocation(location).build();
    }

    private ObjectField objectField(boolean constant) {
        var location = tokens.current().location();
        String name = tokens.expectName();
        tokens.expect(":");
        return ObjectField.newObjectField().name(name).value(value(constant)).sourceLocation(location).build();
    }

    List<Argument> arguments(boolean constant) {
        return tokens.optional("(", () -> argument(constant), ")");
    }

    private Argument argument(boolean constant) {
        var location = tokens.current().location();
        String name = tokens.expectName();
        tokens.expect(":");
        return Argument.newArgument(name, value(constant)).sourceLocation(location).build();
    }

    List<Directive> directives(boolean constant) {
        List<Directive> directives = new ArrayList<>();
        while (tokens.isAt("@")) {
            var location = tokens.next().location();
            directives.add(Directive.newDirective().name(tokens.expectName()).arguments(arguments(constant))
                    .sourceLocation(location).build());
        }
        return directives;
    }

    Type<?> type() {
        var location = tokens.current().location();
        Type<?> type = tokens.isAt("[")
                ? ListType.newListType(tokens.between("[", this::type, "]")).sourceLocation(location).build()
                : typeName();
        return tokens.skip("!") ? NonNullType.newNonNullType(type).sourceLocation(location).build() : type;
    }

    TypeName typeName() {
        var location = tokens.current().location();
        return TypeName.newTypeName(tokens.expectName()).sourceLocation(location).build();
    }
}
