package com.leadlex.graphql.operation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.Directives;
import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;

/**
 * Finds the variable that is null where {@code @skip} or {@code @include} needs a value: one with a default may be given null
 * (GraphQL specification, section 5.8.5), which is told when the selection is reached. graphql-java fails over it.
 */
final class NullConditions {

    private static final List<String> CONDITIONS = List.of(Directives.SkipDirective.getName(),
            Directives.IncludeDirective.getName());

    private final GraphQLSchema schema;
    private final GraphQLObjectType type;
    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, @Nullable Object> variables;
    private final Set<String> spread = new HashSet<>();

    /** @param type of the object that the selections are about */
    NullConditions(GraphQLSchema schema, GraphQLObjectType type, Map<String, FragmentDefinition> fragments,
            Map<String, @Nullable Object> variables) {
        this.schema = schema;
        this.type = type;
        this.fragments = fragments;
        this.variables = variables;
    }

    /** Of an operation's own selections, which are reached before the first field is. */
    static @Nullable VariableReference first(Document document, OperationDefinition operation, GraphQLSchema schema,
            Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> variables = new HashMap<>(given);
        operation.getVariableDefinitions().forEach(definition -> {
            if (!given.containsKey(definition.getName()) && definition.getDefaultValue() instanceof BooleanValue value) {
                variables.put(definition.getName(), value.isValue());
            }
        });
        Map<String, FragmentDefinition> fragments = new HashMap<>();
        document.getDefinitionsOfType(FragmentDefinition.class).forEach(it -> fragments.put(it.getName(), it));
        return new NullConditions(schema, schema.getQueryType(), fragments, variables).first(operation.getSelectionSet());
    }

    /** @return null when there is none */
    @Nullable
    VariableReference first(SelectionSet selections) {
        for (Selection<?> selection : selections.getSelections()) {
            VariableReference first = first(selection);
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private @Nullable VariableReference first(Selection<?> selection) {
        for (String name : CONDITIONS) {
            Value<?> condition = condition((DirectivesContainer<?>) selection, name);
            if (condition instanceof VariableReference variable && variables.get(variable.getName()) == null) {
                return variable;
            }
            if (condition != null && isTrue(condition) == name.equals(Directives.SkipDirective.getName())) {
                return null;
            }
        }
        if (selection instanceof InlineFragment inline) {
            return isOfType(inline.getTypeCondition()) ? first(inline.getSelectionSet()) : null;
        }
        if (selection instanceof Field || !spread.add(((FragmentSpread) selection).getName())) {
            return null;
        }
        FragmentDefinition fragment = fragments.get(((FragmentSpread) selection).getName());
        return fragment != null && isOfType(fragment.getTypeCondition()) ? first(fragment.getSelectionSet()) : null;
    }

    /** @return null when the selection has no such directive */
    private static @Nullable Value<?> condition(DirectivesContainer<?> selection, String name) {
        List<Directive> directives = selection.getDirectives(name);
        Argument condition = directives.isEmpty() ? null : directives.get(0).getArgument("if");
        return condition == null ? null : condition.getValue();
    }

    private boolean isTrue(Value<?> condition) {
        return condition instanceof VariableReference variable
                ? Boolean.TRUE.equals(variables.get(variable.getName()))
                : condition instanceof BooleanValue literal && literal.isValue();
    }

    private boolean isOfType(@Nullable TypeName condition) {
        return condition == null || condition.getName().equals(type.getName())
                || schema.getType(condition.getName()) instanceof GraphQLUnionType union && union.getTypes().contains(type);
    }
}
