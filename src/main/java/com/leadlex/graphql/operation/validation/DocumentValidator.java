package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import graphql.GraphQLError;
import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLObjectType;

/**
 * Validates a document (GraphQL specification, section 5): accepts and refuses the same documents as graphql-js, and reports
 * errors at the same places. Each definition is walked once, however often it is spread.
 */
public final class DocumentValidator {

    private final SchemaTypes types;
    private final ErrorList errors = new ErrorList(ErrorCode.GRAPHQL_VALIDATION_FAILED);
    private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
    private final Map<String, DefinitionWalk> ofFragments = new HashMap<>();
    private final Map<OperationDefinition, DefinitionWalk> ofOperations = new LinkedHashMap<>();
    private final Map<OperationDefinition, List<VariableReference>> conditions = new HashMap<>();

    /**
     * @param conditions for each operation, references to variables that must not be null even where their type is nullable:
     *        above all those of {@code @skip} and {@code @include}
     */
    public record Result(List<GraphQLError> errors, Map<OperationDefinition, List<VariableReference>> conditions) {
    }

    private DocumentValidator(SchemaTypes types) {
        this.types = types;
    }

    public static Result validate(SchemaTypes types, Document document) {
        DocumentValidator validator = new DocumentValidator(types);
        validator.check(document.getDefinitionsOfType(OperationDefinition.class),
                document.getDefinitionsOfType(FragmentDefinition.class));
        return new Result(validator.errors.errors(), validator.conditions);
    }

    private void check(List<OperationDefinition> operations, List<FragmentDefinition> definitions) {
        definitions.forEach(it -> fragments.put(it.getName(), it));
        errors.addRepeated(operations.stream().filter(it -> it.getName() != null).toList(),
                "The name '%s' of an operation must not be repeated.");
        errors.addRepeated(definitions, "The name '%s' of a fragment must not be repeated.");
        operations.forEach(it -> walk(it, operations.size() == 1));
        definitions.forEach(this::walk);

        VariableRules variables = new VariableRules(types, errors);
        Set<String> used = new HashSet<>();
        ofOperations.forEach((operation, walk) -> {
            Map<String, DefinitionWalk> reached = new HashMap<>();
            reach(walk, reached);
            used.addAll(reached.keySet());
            variables.definitions(operation, walk);
            conditions.put(operation, variables.usages(operation, walk, reached.values()));
        });
        definitions.stream().filter(it -> !used.contains(it.getName()))
                .forEach(it -> errors.add(it, "The fragment '%s' is not used.", it.getName()));
        Set<String> checked = new HashSet<>();
        fragments.keySet().forEach(it -> cycles(it, new ArrayList<>(), new HashMap<>(), checked));

        OverlappingFields overlapping = new OverlappingFields(types, fragments, errors);
        operations.forEach(it -> overlapping.check(it.getSelectionSet(), root(it)));
        fragments.values().stream().filter(it -> !overlapping.hasVisited(it))
                .forEach(it -> overlapping.check(it.getSelectionSet(), types.composite(it.getTypeCondition())));
    }

    private void walk(OperationDefinition operation, boolean alone) {
        DefinitionWalk walk = new DefinitionWalk(types, fragments, errors);
        GraphQLObjectType root = root(operation);
        String type = operation.getOperation().name();
        if (operation.getName() == null && !alone) {
            errors.add(operation, "An operation without a name must be the only one of its document.");
        }
        if (root == null) {
            errors.add(operation, "The schema has no type for a %s.", type.toLowerCase(Locale.ROOT));
        }
        walk.directives(operation, DirectiveLocation.valueOf(type));
        walk.selections(operation.getSelectionSet(), root);
        ofOperations.put(operation, walk);
    }

    private void walk(FragmentDefinition fragment) {
        DefinitionWalk walk = new DefinitionWalk(types, fragments, errors);
        walk.directives(fragment, DirectiveLocation.FRAGMENT_DEFINITION);
        walk.selections(fragment.getSelectionSet(), walk.typeCondition(fragment.getTypeCondition()));
        ofFragments.put(fragment.getName(), walk);
    }

    /** @return null for a mutation or a subscription: the schema has neither */
    private @Nullable GraphQLObjectType root(OperationDefinition operation) {
        return operation.getOperation() == OperationDefinition.Operation.QUERY ? types.schema().getQueryType() : null;
    }

    /** Collects the fragments that a definition spreads, directly or through other fragments. */
    private void reach(DefinitionWalk from, Map<String, DefinitionWalk> reached) {
        for (FragmentSpread spread : from.spreads) {
            DefinitionWalk fragment = ofFragments.get(spread.getName());
            if (fragment != null && reached.put(spread.getName(), fragment) == null) {
                reach(fragment, reached);
            }
        }
    }

    /**
     * Reports fragments that spread themselves, each at the spreads of the cycle.
     *
     * @param path the spreads from the first fragment to this one
     * @param begun the fragments on the path, each with the index of its first spread in the path
     */
    private void cycles(String fragment, List<FragmentSpread> path, Map<String, Integer> begun, Set<String> checked) {
        DefinitionWalk walk = ofFragments.get(fragment);
        if (walk == null || !checked.add(fragment)) {
            return;
        }
        begun.put(fragment, path.size());
        for (FragmentSpread spread : walk.spreads) {
            path.add(spread);
            Integer start = begun.get(spread.getName());
            if (start == null) {
                cycles(spread.getName(), path, begun, checked);
            } else {
                errors.add(List.copyOf(path.subList(start, path.size())), "The fragment '%s' spreads itself.",
                        spread.getName());
            }
            path.remove(path.size() - 1);
        }
        begun.remove(fragment);
    }
}
