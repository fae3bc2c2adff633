package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.operation.validation.VariableRules.References;

import graphql.Scalars;
import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NamedNode;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

/** The rules on directives, arguments and literals (GraphQL specification, sections 5.4, 5.6 and 5.7). */
final class ArgumentRules {

    /** Introspection's argument takes no null (section 4.2); graphql-java declares it nullable and fails over a null. */
    private static final String INCLUDE_DEPRECATED = "includeDeprecated";
    private static final GraphQLType BOOLEAN = GraphQLNonNull.nonNull(Scalars.GraphQLBoolean);

    private static final Map<Class<?>, String> KINDS = Map.of(NullValue.class, "null", ArrayValue.class, "a list",
            ObjectValue.class, "an object", StringValue.class, "a string", IntValue.class, "an integer", FloatValue.class,
            "a decimal number", BooleanValue.class, "a boolean", EnumValue.class, "a name");

    private final GraphQLSchema schema;
    private final ErrorList errors;

    ArgumentRules(GraphQLSchema schema, ErrorList errors) {
        this.schema = schema;
        this.errors = errors;
    }

    void directives(List<Directive> directives, DirectiveLocation location, References references) {
        Map<String, Directive> seen = new HashMap<>();
        for (Directive directive : directives) {
            GraphQLDirective known = schema.getDirective(directive.getName());
            if (known == null || !DocumentValidator.isSpecified(known)) {
                errors.add(directive, "There is no directive '@%s'.", directive.getName());
                known = null;
            } else if (!known.validLocations().contains(location)) {
                errors.add(directive, "The directive '@%s' cannot stand here.", directive.getName());
            }
            Directive first = known == null || known.isRepeatable() ? null : seen.putIfAbsent(directive.getName(), directive);
            if (first != null) {
                errors.add(List.of(first, directive), "The directive '@%s' must not be repeated.", directive.getName());
            }
            arguments(directive, directive.getArguments(), known == null ? null : known.getArguments(), true, references);
        }
    }

    /** @param known what the schema has; null when it does not have what the arguments are given to */
    void arguments(NamedNode<?> owner, List<Argument> given, @Nullable List<GraphQLArgument> known, boolean ofDirective,
            References references) {
        unique(given, "The argument '%s' must not be repeated.");
        for (Argument argument : given) {
            GraphQLArgument definition = known == null ? null : find(known, argument.getName());
            if (known != null && definition == null) {
                errors.add(argument, "'%s' has no argument '%s'.", owner.getName(), argument.getName());
            }
            boolean introspects = argument.getName().equals(INCLUDE_DEPRECATED);
            value(argument.getValue(), definition == null ? null : introspects ? BOOLEAN : definition.getType(),
                    definition != null && definition.hasSetDefaultValue(), ofDirective || introspects, references);
        }
        for (GraphQLArgument required : known == null ? List.<GraphQLArgument> of() : known) {
            if (GraphQLTypeUtil.isNonNull(required.getType()) && !required.hasSetDefaultValue()
                    && given.stream().noneMatch(it -> it.getName().equals(required.getName()))) {
                errors.add(owner, "'%s' needs the argument '%s' of the type '%s'.", owner.getName(), required.getName(),
                        GraphQLTypeUtil.simplePrint(required.getType()));
            }
        }
    }

    private static @Nullable GraphQLArgument find(List<GraphQLArgument> arguments, String name) {
        for (GraphQLArgument argument : arguments) {
            if (argument.getName().equals(name)) {
                return argument;
            }
        }
        return null;
    }

    /** Tells each name that several of the nodes have, at all of them. */
    <N extends NamedNode<?>> void unique(List<? extends N> nodes, String sentence) {
        Map<String, List<N>> byName = new LinkedHashMap<>();
        if (nodes.size() > 1) {
            nodes.forEach(it -> byName.computeIfAbsent(it.getName(), name -> new ArrayList<>(1)).add(it));
        }
        byName.values().stream().filter(it -> it.size() > 1).forEach(it -> errors.add(it, sentence, it.get(0).getName()));
    }

    /** @param type null when the schema has none there */
    void value(Value<?> value, @Nullable GraphQLType type, boolean defaulted, boolean condition, References references) {
        if (value instanceof VariableReference variable) {
            references.variables().putIfAbsent(new References.Usage(variable.getName(), type, defaulted, condition), variable);
            return;
        }
        GraphQLType nullable = type == null ? null : GraphQLTypeUtil.unwrapNonNull(type);
        boolean list = nullable != null && GraphQLTypeUtil.isList(nullable);
        GraphQLNamedType named = type == null ? null : (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(type);
        if (type != null && named != null && !(list && value instanceof ArrayValue)
                && (value instanceof NullValue ? nullable != type : !accepts(named, value))) {
            errors.add(value, "A value of the type '%s' is needed here, and this is %s.", GraphQLTypeUtil.simplePrint(type),
                    KINDS.getOrDefault(value.getClass(), "another value"));
        }
        if (value instanceof ArrayValue array) {
            GraphQLType item = nullable != null && list ? GraphQLTypeUtil.unwrapOne(nullable) : null;
            array.getValues().forEach(it -> value(it, item, false, false, references));
        } else if (value instanceof ObjectValue object) {
            unique(object.getObjectFields(), "The field '%s' of an object must not be repeated.");
            GraphQLInputObjectType input = named instanceof GraphQLInputObjectType it ? it : null;
            for (ObjectField field : object.getObjectFields()) {
                GraphQLInputObjectField known = input == null ? null : input.getFieldDefinition(field.getName());
                if (input != null && known == null) {
                    errors.add(field, "The type '%s' has no field '%s'.", input.getName(), field.getName());
                }
                value(field.getValue(), known == null ? null : known.getType(), known != null && known.hasSetDefaultValue(),
                        false, references);
            }
            if (input != null) {
                input.getFields().stream().filter(it -> GraphQLTypeUtil.isNonNull(it.getType()) && !it.hasSetDefaultValue())
                        .filter(it -> object.getObjectFields().stream()
                                .noneMatch(given -> given.getName().equals(it.getName())))
                        .forEach(it -> errors.add(value, "The field '%s' of '%s' is missing.", it.getName(), input.getName()));
            }
        }
    }

    private static boolean accepts(GraphQLNamedType type, Value<?> value) {
        if (type instanceof GraphQLEnumType enumeration) {
            return value instanceof EnumValue name && enumeration.getValue(name.getName()) != null;
        }
        return switch (type.getName()) {
            case "ID" -> value instanceof StringValue || value instanceof IntValue;
            case "String" -> value instanceof StringValue;
            case "Boolean" -> value instanceof BooleanValue;
            case "Int" -> value instanceof IntValue number && number.getValue().bitLength() < Integer.SIZE;
            case "Float" -> value instanceof IntValue || value instanceof FloatValue;
            default -> !(type instanceof GraphQLInputObjectType) || value instanceof ObjectValue;
        };
    }
}
