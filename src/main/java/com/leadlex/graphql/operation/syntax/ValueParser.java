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

    /** A larger exponent would make a number of as many digits where it is written out. */
    private static final int MAX_EXPONENT = 1_000;

    private final Tokens tokens;

    ValueParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** @param constant whether variables are not allowed */
    Value<?> value(boolean constant) throws SyntaxError, TooLarge {
        Token first = tokens.current();
        return switch (first.kind()) {
            case INT -> IntValue.newIntValue(new BigInteger(tokens.next().text())).sourceLocation(first.location()).build();
            case FLOAT -> FloatValue.newFloatValue(decimal(tokens.next().text())).sourceLocation(first.location()).build();
            case STRING -> StringValue.newStringValue(tokens.next().value()).sourceLocation(first.location()).build();
            case NAME -> named(tokens.next());
            case PUNCTUATOR -> variableOrBrackets(first, constant);
            case END -> throw tokens.unexpected();
        };
    }

    private static BigDecimal decimal(String text) throws TooLarge {
        try {
            BigDecimal decimal = new BigDecimal(text);
            if (Math.abs((long) decimal.scale()) <= MAX_EXPONENT) {
                return decimal;
            }
        } catch (NumberFormatException e) {
            // the exponent is larger than an int
        }
        throw new TooLarge();
    }

    private static Value<?> named(Token name) {
        return switch (name.text()) {
            case "true", "false" -> BooleanValue.newBooleanValue(name.is("true")).sourceLocation(name.location()).build();
            case "null" -> NullValue.newNullValue().sourceLocation(name.location()).build();
            default -> EnumValue.newEnumValue(name.text()).sourceLocation(name.location()).build();
        };
    }

    private Value<?> variableOrBrackets(Token first, boolean constant) throws SyntaxError, TooLarge {
        switch (first.text()) {
            case "[":
                return ArrayValue.newArrayValue().values(tokens.any("[", () -> value(constant), "]"))
                        .sourceLocation(first.location()).build();
            case "{":
                return ObjectValue.newObjectValue().objectFields(tokens.any("{", () -> objectField(constant), "}"))
                        .sourceLocation(first.location()).build();
            case "$":
                VariableReference variable = variable();
                if (!constant) {
                    return variable;
                }
                throw SyntaxError.unexpected(first);
            default:
                throw tokens.unexpected();
        }
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
                ? ListType.newListType(tokens.many("[", this::onlyType, "]").get(0)).sourceLocation(location).build()
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
