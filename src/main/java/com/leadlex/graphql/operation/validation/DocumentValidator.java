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
        definitions.forEach(fragment -> fragments.put(fragment.getName(), fragment));
        errors.addRepeated(operations.stream().filter(operation -> operation.getName() != null).toList(),
                "The name '%s' of an operation must not be repeated.");
        errors.addRepeated(definitions, "The name '%s' of a fragment must not be repeated.");
        operations.forEach(operation -> walk(operation, operations.size() == 1));
        definitions.forEach(this::walk);

        VariableRules variables = new VariableRules(types, errors);
        Set<String> used = new HashSet<>();
        ofOperations.forEach((operation, walk) -> {
            Map<String, DefinitionWalk> reached = new HashMap<>();
            collectSpreads(walk, reached);
            used.addAll(reached.keySet());
            variables.checkDefinitions(operation, walk);
            conditions.put(operation, variables.checkUsages(operation, walk, reached.values()));
        });
        definitions.stream().filter(fragment -> !used.contains(fragment.getName()))
                .forEach(fragment -> errors.add(fragment, "The fragment '%s' is not used.", fragment.getName()));
        Set<String> checked = new HashSet<>();
        fragments.keySet().forEach(name -> reportCycles(name, new ArrayList<>(), new HashMap<>(), checked));

        OverlappingFields overlapping = new OverlappingFields(types, fragments, errors);
        operations.forEach(operation -> overlapping.check(operation.getSelectionSet(), root(operation)));
        fragments.values().stream().filter(fragment -> !overlapping.hasVisited(fragment))
                .forEach(fragment -> overlapping.check(fragment.getSelectionSet(),
                        types.composite(fragment.getTypeCondition())));
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
        walk.checkDirectives(operation, DirectiveLocation.valueOf(type));
        walk.checkSelections(operation.getSelectionSet(), root);
        ofOperations.put(operation, walk);
    }

    private void walk(FragmentDefinition fragment) {
        DefinitionWalk walk = new DefinitionWalk(types, fragments, errors);
        walk.checkDirectives(fragment, DirectiveLocation.FRAGMENT_DEFINITION);
        walk.checkSelections(fragment.getSelectionSet(), walk.typeCondition(fragment.getTypeCondition()));
        ofFragments.put(fragment.getName(), walk);
    }

    /** @return null for a mutation or a subscription: the schema has neither */
    private @Nullable GraphQLObjectType root(OperationDefinition operation) {
        return operation.getOperation() == OperationDefinition.Operation.QUERY ? types.schema().getQueryType() : null;
    }

    /** Collects the fragments that a definition spreads, directly or through other fragments. */
    private void collectSpreads(DefinitionWalk from, Map<String, DefinitionWalk> reached) {
        for (FragmentSpread spread : from.spreads) {
            DefinitionWalk fragment = ofFragments.get(spread.getName());
            if (fragment != null && reached.put(spread.getName(), fragment) == null) {
                collectSpreads(fragment, reached);
            }
        }
    }

    /**
     * Reports fragments that spread themselves, each at the spreads of the cycle.
     *
     * @param path the spreads from the first fragment to this one
     * @param starts the fragments on the path, each with the index of its first spread in the path
     */
    private void reportCycles(String fragment, List<FragmentSpread> path, Map<String, Integer> starts, Set<String> checked) {
        DefinitionWalk walk = ofFragments.get(fragment);
        if (walk == null || !checked.add(fragment)) {
            return;
        }
        starts.put(fragment, path.size());
        for (FragmentSpread spread : walk.spreads) {
            path.add(spread);
            Integer start = starts.get(spread.getName());
            if (start == null) {
                reportCycles(spread.getName(), path, starts, checked);
            } else {
                errors.add(List.copyOf(path.subList(start, path.size())), "The fragment '%s' spreads itself.",
                        spread.getName());
            }
            path.remove(path.size() - 1);
        }
        starts.remove(fragment);
    }
}
