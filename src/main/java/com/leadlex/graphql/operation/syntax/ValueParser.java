package com.leadlex.graphql.operation.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

import com.leadlex.graphql.operation.syntax.DocumentParser.TooLarge;
import com.leadlex.graphql.operation.syntax.Lexer.Token;

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
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;

/** Parses values, arguments, directives and references to types (GraphQL specification, sections 2.6, 2.9, 2.11 to 2.13). */
final class ValueParser {

    private final Tokens tokens;

    ValueParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param constant whether variables are not allowed */
    Value<?> value(boolean constant) throws SyntaxError, TooLarge {
        Token first = tokens.current();
        var location = first.location();
        switch (first.kind()) {
            case INT:
                return IntValue.newIntValue(new BigInteger(tokens.next().text())).sourceLocation(location).build();
            case FLOAT:
                return FloatValue.newFloatValue(new BigDecimal(tokens.next().text())).sourceLocation(location).build();
            case STRING:
                return StringValue.newStringValue(tokens.next().value()).sourceLocation(location).build();
            case NAME:
                return named(tokens.next());
            default:
        }
        if (first.is("[")) {
            return ArrayValue.newArrayValue().values(tokens.list(0, "[", () -> value(constant), "]"))
                    .sourceLocation(location).build();
        }
        if (first.is("{")) {
            return ObjectValue.newObjectValue().objectFields(tokens.list(0, "{", () -> objectField(constant), "}"))
                    .sourceLocation(location).build();
        }
        VariableReference variable = variable();
        if (constant) {
            throw SyntaxError.unexpected(first);
        }
        return variable;
    }

    private static Value<?> named(Token name) {
        return switch (name.text()) {
            case "true", "false" -> BooleanValue.newBooleanValue(name.is("true")).sourceLocation(name.location()).build();
            case "null" -> NullValue.newNullValue().sourceLocation(name.location()).build();
            default -> EnumValue.newEnumValue(name.text()).sourceLocation(name.location()).build();
        };
    }

    VariableReference variable() throws SyntaxError, TooLarge {
        var location = tokens.current().location();
        tokens.expect("$");
        return VariableReference.newVariableReference().name(tokens.expectName()).sourceLocation(location).build();
    }

    private ObjectField objectField(boolean constant) throws SyntaxError, TooLarge {
        var location = tokens.current().location();
        String name = tokens.expectName();
        tokens.expect(":");
        return ObjectField.newObjectField().name(name).value(value(constant)).sourceLocation(location).build();
    }

    List<Argument> arguments(boolean constant) throws SyntaxError, TooLarge {
        return tokens.optional("(", () -> argument(constant), ")");
    }

    private Argument argument(boolean constant) throws SyntaxError, TooLarge {
        var location = tokens.current().location();
        String name = tokens.expectName();
        tokens.expect(":");
        return Argument.newArgument(name, value(constant)).sourceLocation(location).build();
    }

    List<Directive> directives(boolean constant) throws SyntaxError, TooLarge {
        List<Directive> directives = new ArrayList<>();
        while (tokens.isAt("@")) {
            var location = tokens.next().location();
            directives.add(Directive.newDirective().name(tokens.expectName()).arguments(arguments(constant))
                    .sourceLocation(location).build());
        }
        return directives;
    }

    Type<?> type() throws SyntaxError, TooLarge {
        var location = tokens.current().location();
        Type<?> type = tokens.isAt("[")
                ? ListType.newListType(tokens.list(1, "[", this::onlyType, "]").get(0)).sourceLocation(location).build()
                : typeName();
        return tokens.skip("!") ? NonNullType.newNonNullType(type).sourceLocation(location).build() : type;
    }

    /** The brackets of a list hold one type. */
    private Type<?> onlyType() throws SyntaxError, TooLarge {
        Type<?> type = type();
        if (!tokens.isAt("]")) {
            throw tokens.unexpected();
        }
        return type;
    }

    TypeName typeName() throws SyntaxError, TooLarge {
        var location = tokens.current().location();
        return TypeName.newTypeName(tokens.expectName()).sourceLocation(location).build();
    }
}
