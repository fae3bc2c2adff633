package com.leadlex.graphql.operation.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.FragmentSpread;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;

import static graphql.schema.GraphQLTypeUtil.isList;
import static graphql.schema.GraphQLTypeUtil.isNonNull;
import static graphql.schema.GraphQLTypeUtil.simplePrint;
import static graphql.schema.GraphQLTypeUtil.unwrapOne;

/** The rules on variables (GraphQL specification, section 5.8). */
public final class VariableRules {

    /**
     * What an operation or a fragment refers to.
     *
     * @param variables the first reference of each usage
     */
    record References(List<FragmentSpread> spreads, Map<Usage, VariableReference> variables) {

        /**
         * How a variable is used.
         *
         * @param type that the schema has there; null when it has none
         * @param defaulted whether the place has a default of its own
         * @param condition whether the engine cannot go on where the variable is null
         */
        record Usage(String name, @Nullable GraphQLType type, boolean defaulted, boolean condition) {
        }

        References() {
            this(new ArrayList<>(), new LinkedHashMap<>());
        }

        /** The names of the fragments that these reach, directly or through others. */
        static Set<String> reached(Collection<References> from, Map<String, References> fragments) {
            Set<String> reached = new LinkedHashSet<>();
            Deque<References> open = new ArrayDeque<>(from);
            while (!open.isEmpty()) {
                for (FragmentSpread spread : open.pop().spreads) {
                    References fragment = fragments.get(spread.getName());
                    if (fragment != null && reached.add(spread.getName())) {
                        open.push(fragment);
                    }
                }
            }
            return reached;
        }
    }

    private final GraphQLSchema schema;
    private final ArgumentRules arguments;
    private final ErrorList errors;

    VariableRules(GraphQLSchema schema, ArgumentRules arguments, ErrorList errors) {
        this.schema = schema;
        this.arguments = arguments;
        this.errors = errors;
    }

    /** @return null when the schema does not have the type that it names */
    public static @Nullable GraphQLType type(GraphQLSchema schema, Type<?> type) {
        if (type instanceof TypeName name) {
            return schema.getType(name.getName());
        }
        boolean list = type instanceof ListType;
        GraphQLType inner = type(schema, list ? ((ListType) type).getType() : ((NonNullType) type).getType());
        return inner == null ? null : list ? GraphQLList.list(inner) : GraphQLNonNull.nonNull(inner);
    }

    void definitions(OperationDefinition operation) {
        References none = new References();
        arguments.unique(operation.getVariableDefinitions(), "The variable '$%s' must not be repeated.");
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            GraphQLType type = type(schema, variable.getType());
            TypeName named = named(variable.getType());
            if (type == null) {
                errors.add(named, "There is no type '%s'.", named.getName());
            } else if (!(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLInputType)) {
                errors.add(variable.getType(), "'%s' is no type of an argument, so that no variable can have it.",
                        named.getName());
            } else if (variable.getDefaultValue() != null) {
                arguments.value(variable.getDefaultValue(), type, false, false, none);
            }
            arguments.directives(variable.getDirectives(), DirectiveLocation.VARIABLE_DEFINITION, none);
        }
    }

    private static TypeName named(Type<?> type) {
        return type instanceof TypeName name ? name
                : named(type instanceof ListType list ? list.getType() : ((NonNullType) type).getType());
    }

    /**
     * Checks each use of a variable in an operation and in the fragments that it reaches.
     *
     * @param conditions gets the references that must not be null where the operation is run, though their type allows it
     */
    void usages(OperationDefinition operation, List<References> reached, List<VariableReference> conditions) {
        Map<String, VariableDefinition> definitions = new HashMap<>();
        operation.getVariableDefinitions().forEach(it -> definitions.put(it.getName(), it));
        Set<String> used = new HashSet<>();
        for (References references : reached) {
            references.variables().forEach((usage, reference) -> {
                VariableDefinition definition = definitions.get(usage.name());
                used.add(usage.name());
                if (definition == null) {
                    errors.add(List.of(reference, operation), "The operation does not define the variable '$%s'.",
                            usage.name());
                } else if (usage.type() != null) {
                    usage(usage, usage.type(), definition, reference, conditions);
                }
            });
        }
        for (VariableDefinition definition : operation.getVariableDefinitions()) {
            if (!used.contains(definition.getName())) {
                errors.add(definition, "The variable '$%s' is not used.", definition.getName());
            }
        }
    }

    private void usage(References.Usage usage, GraphQLType place, VariableDefinition definition, VariableReference reference,
            List<VariableReference> conditions) {
        GraphQLType type = type(schema, definition.getType());
        if (type == null) {
            return;
        }
        boolean defaulted = definition.getDefaultValue() != null && !(definition.getDefaultValue() instanceof NullValue);
        boolean byDefault = isNonNull(place) && !isNonNull(type) && (defaulted || usage.defaulted());
        if (!fits(type, byDefault ? unwrapOne(place) : place)) {
            errors.add(List.of(definition, reference), "The variable '$%s' of the type '%s' stands where '%s' is needed.",
                    definition.getName(), simplePrint(type), simplePrint(place));
        } else if (byDefault && usage.condition()) {
            conditions.add(reference);
        }
    }

    private static boolean fits(GraphQLType type, GraphQLType place) {
        if (isNonNull(place) || isList(place) && isList(type)) {
            return isNonNull(type) == isNonNull(place) && fits(unwrapOne(type), unwrapOne(place));
        }
        return isNonNull(type) ? fits(unwrapOne(type), place)
                : !isList(place) && !isList(type) && simplePrint(type).equals(simplePrint(place));
    }
}
