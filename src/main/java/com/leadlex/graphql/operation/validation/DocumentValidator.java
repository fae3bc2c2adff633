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
 * Validates a document (GraphQL specification, section 5): accepts and refuses the same documents as graphql-js,
 * and reports errors at the same places. Each definition is walked once, however often it is spread.
 */
public final class DocumentValidator {

    private final SchemaTypes schemaTypes;
    private final ErrorList errors = new ErrorList(ErrorCode.GRAPHQL_VALIDATION_FAILED);
    private final Map<String, FragmentDefinition> fragmentsByName = new LinkedHashMap<>();
    private final Map<String, DefinitionWalk> walksByFragment = new HashMap<>();
    private final Map<OperationDefinition, DefinitionWalk> walksByOperation = new LinkedHashMap<>();
    private final Map<OperationDefinition, List<VariableReference>> nonNullReferences = new HashMap<>();

    /**
     * @param nonNullReferences for each operation, references to variables of nullable types that must not be null:
     *        above all the references of {@code @skip} and {@code @include}
     */
    public record Result(List<GraphQLError> errors, Map<OperationDefinition, List<VariableReference>> nonNullReferences) {
    }

    private DocumentValidator(SchemaTypes schemaTypes) {
        this.schemaTypes = schemaTypes;
    }

    public static Result validate(SchemaTypes schemaTypes, Document document) {
        DocumentValidator validator = new DocumentValidator(schemaTypes);
        validator.checkDocument(document.getDefinitionsOfType(OperationDefinition.class),
                document.getDefinitionsOfType(FragmentDefinition.class));
        return new Result(validator.errors.toList(), validator.nonNullReferences);
    }

    private void checkDocument(List<OperationDefinition> operations, List<FragmentDefinition> fragments) {
        fragments.forEach(fragment -> fragmentsByName.put(fragment.getName(), fragment));
        errors.addRepeated(operations.stream().filter(operation -> operation.getName() != null).toList(),
                "The name '%s' of an operation must not be repeated.");
        errors.addRepeated(fragments, "The name '%s' of a fragment must not be repeated.");
        operations.forEach(operation -> walkOperation(operation, operations.size() == 1));
        fragments.forEach(this::walkFragment);

        VariableRules variableRules = new VariableRules(schemaTypes, errors);
        Set<String> spreadFragments = new HashSet<>();
        walksByOperation.forEach((operation, operationWalk) -> {
            Map<String, DefinitionWalk> reachedFragments = new HashMap<>();
            collectReachedFragments(operationWalk, reachedFragments);
            spreadFragments.addAll(reachedFragments.keySet());
            variableRules.checkDefinitions(operation, operationWalk);
            variableRules.checkUsages(operation, operationWalk, reachedFragments.values(),
                    nonNullReferences.computeIfAbsent(operation, newOperation -> new ArrayList<>(0)));
        });
        fragments.stream().filter(fragment -> !spreadFragments.contains(fragment.getName()))
                .forEach(fragment -> errors.add(fragment, "The fragment '%s' is not used.", fragment.getName()));
        Set<String> cycleCheckedFragments = new HashSet<>();
        fragmentsByName.keySet()
                .forEach(fragmentName -> reportCycles(fragmentName, new ArrayList<>(), new HashMap<>(), cycleCheckedFragments));

        OverlappingFields overlappingFields = new OverlappingFields(schemaTypes, fragmentsByName, errors);
        operations.forEach(operation -> overlappingFields.checkSelections(operation.getSelectionSet(), rootType(operation)));
        fragmentsByName.values().stream().filter(fragment -> !overlappingFields.hasVisited(fragment))
                .forEach(fragment -> overlappingFields.checkSelections(fragment.getSelectionSet(),
                        schemaTypes.compositeType(fragment.getTypeCondition())));
    }

    private void walkOperation(OperationDefinition operation, boolean isOnlyOperation) {
        DefinitionWalk operationWalk = new DefinitionWalk(schemaTypes, fragmentsByName, errors);
        GraphQLObjectType rootType = rootType(operation);
        String operationType = operation.getOperation().name();
        if (operation.getName() == null && !isOnlyOperation) {
            errors.add(operation, "An operation without a name must be the only one of its document.");
        }
        if (rootType == null) {
            errors.add(operation, "The schema has no type for a %s.", operationType.toLowerCase(Locale.ROOT));
        }
        operationWalk.checkDirectives(operation, DirectiveLocation.valueOf(operationType));
        operationWalk.checkSelections(operation.getSelectionSet(), rootType);
        walksByOperation.put(operation, operationWalk);
    }

    private void walkFragment(FragmentDefinition fragment) {
        DefinitionWalk fragmentWalk = new DefinitionWalk(schemaTypes, fragmentsByName, errors);
        fragmentWalk.checkDirectives(fragment, DirectiveLocation.FRAGMENT_DEFINITION);
        fragmentWalk.checkSelections(fragment.getSelectionSet(), fragmentWalk.resolveCondition(fragment.getTypeCondition()));
        walksByFragment.put(fragment.getName(), fragmentWalk);
    }

    /** @return null for a mutation or a subscription: the schema has neither */
    private @Nullable GraphQLObjectType rootType(OperationDefinition operation) {
        return operation.getOperation() == OperationDefinition.Operation.QUERY ? schemaTypes.schema().getQueryType() : null;
    }

    /** Collects the fragments that a definition spreads, directly or through other fragments. */
    private void collectReachedFragments(DefinitionWalk startWalk, Map<String, DefinitionWalk> reachedFragments) {
        for (FragmentSpread spread : startWalk.fragmentSpreads) {
            DefinitionWalk fragmentWalk = walksByFragment.get(spread.getName());
            if (fragmentWalk != null && reachedFragments.put(spread.getName(), fragmentWalk) == null) {
                collectReachedFragments(fragmentWalk, reachedFragments);
            }
        }
    }

    /**
     * Reports fragments that spread themselves, each at the spreads of the cycle.
     *
     * @param spreadPath the spreads from the first fragment to this one
     * @param pathIndexes the fragments on the path, each with the index of its first spread in the path
     */
    private void reportCycles(String fragmentName, List<FragmentSpread> spreadPath, Map<String, Integer> pathIndexes,
            Set<String> checkedFragments) {
        DefinitionWalk fragmentWalk = walksByFragment.get(fragmentName);
        if (fragmentWalk == null || !checkedFragments.add(fragmentName)) {
            return;
        }
        pathIndexes.put(fragmentName, spreadPath.size());
        for (FragmentSpread spread : fragmentWalk.fragmentSpreads) {
            spreadPath.add(spread);
            Integer cycleStart = pathIndexes.get(spread.getName());
            if (cycleStart == null) {
                reportCycles(spread.getName(), spreadPath, pathIndexes, checkedFragments);
            } else {
                errors.add(List.copyOf(spreadPath.subList(cycleStart, spreadPath.size())), "The fragment '%s' spreads itself.",
                        spread.getName());
            }
            spreadPath.remove(spreadPath.size() - 1);
        }
        pathIndexes.remove(fragmentName);
    }
}
