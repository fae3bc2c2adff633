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
import com.leadlex.graphql.operation.validation.VariableRules.References;

import graphql.GraphQLError;
import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;

/**
 * Validates a document (GraphQL specification, section 5): accepts and refuses what graphql-js does, at the same places. Each
 * definition is walked once, whatever spreads it.
 */
public final class DocumentValidator {

    /** graphql-java has them in every schema, and no specification does: what is asked for with one would not be done. */
    private static final Set<String> UNSPECIFIED = Set.of("defer", "experimental_disableErrorPropagation");

    private final GraphQLSchema schema;
    private final ErrorList errors = new ErrorList(ErrorCode.GRAPHQL_VALIDATION_FAILED);
    private final ArgumentRules arguments;
    private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
    private final Map<String, References> ofFragments = new HashMap<>();
    private final Map<OperationDefinition, List<VariableReference>> conditions = new HashMap<>();

    /**
     * @param conditions for each operation, references to variables that must not be null when it is run, though their type
     *        allows it: those of {@code @skip} and {@code @include} above all
     */
    public record Result(List<GraphQLError> errors, Map<OperationDefinition, List<VariableReference>> conditions) {
    }

    private DocumentValidator(GraphQLSchema schema) {
        this.schema = schema;
        arguments = new ArgumentRules(schema, errors);
    }

    public static Result validate(GraphQLSchema schema, Document document) {
        DocumentValidator validator = new DocumentValidator(schema);
        validator.check(document);
        return new Result(validator.errors.errors(), validator.conditions);
    }

    public static boolean isSpecified(GraphQLDirective directive) {
        return !UNSPECIFIED.contains(directive.getName());
    }

    private void check(Document document) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        List<FragmentDefinition> definitions = document.getDefinitionsOfType(FragmentDefinition.class);
        definitions.forEach(it -> fragments.put(it.getName(), it));
        arguments.unique(operations.stream().filter(it -> it.getName() != null).toList(),
                "The name '%s' of an operation must not be repeated.");
        arguments.unique(definitions, "The name '%s' of a fragment must not be repeated.");

        SelectionRules selections = new SelectionRules(schema, fragments, arguments, errors);
        Map<OperationDefinition, References> ofOperations = new LinkedHashMap<>();
        for (OperationDefinition operation : operations) {
            ofOperations.put(operation, operation(operation, operations.size() == 1, selections));
        }
        for (FragmentDefinition fragment : definitions) {
            References references = new References();
            arguments.directives(fragment.getDirectives(), DirectiveLocation.FRAGMENT_DEFINITION, references);
            selections.check(fragment.getSelectionSet(), selections.condition(fragment.getTypeCondition(), fragment),
                    references);
            ofFragments.put(fragment.getName(), references);
        }
        variables(ofOperations);
        Set<String> used = References.reached(ofOperations.values(), ofFragments);
        definitions.stream().filter(it -> !used.contains(it.getName()))
                .forEach(it -> errors.add(it, "The fragment '%s' is not used.", it.getName()));
        Set<String> checked = new HashSet<>();
        fragments.keySet().forEach(it -> cycles(it, new ArrayList<>(), new HashMap<>(), checked));
        overlapping(operations);
    }

    private References operation(OperationDefinition operation, boolean alone, SelectionRules selections) {
        References references = new References();
        GraphQLObjectType root = root(operation);
        String type = operation.getOperation().name();
        if (operation.getName() == null && !alone) {
            errors.add(operation, "An operation without a name must be the only one of its document.");
        }
        if (root == null) {
            errors.add(operation, "The schema has no type for a %s.", type.toLowerCase(Locale.ROOT));
        }
        arguments.directives(operation.getDirectives(), DirectiveLocation.valueOf(type), references);
        selections.check(operation.getSelectionSet(), root, references);
        return references;
    }

    private @Nullable GraphQLObjectType root(OperationDefinition operation) {
        return switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
    }

    private void variables(Map<OperationDefinition, References> ofOperations) {
        VariableRules variables = new VariableRules(schema, arguments, errors);
        ofOperations.forEach((operation, references) -> {
            if (errors.isFull()) {
                return;
            }
            List<References> reached = new ArrayList<>(List.of(references));
            References.reached(reached, ofFragments).forEach(it -> reached.add(ofFragments.get(it)));
            variables.definitions(operation);
            variables.usages(operation, reached, conditions.computeIfAbsent(operation, it -> new ArrayList<>(0)));
        });
    }

    /**
     * Reports the fragments that spread themselves, each at the spreads that lead around.
     *
     * @param path the spreads that lead to the fragment
     * @param begun where in the path each fragment begins that is not looked through yet
     */
    private void cycles(String fragment, List<FragmentSpread> path, Map<String, Integer> begun, Set<String> checked) {
        References references = ofFragments.get(fragment);
        if (references == null || !checked.add(fragment)) {
            return;
        }
        begun.put(fragment, path.size());
        for (FragmentSpread spread : references.spreads()) {
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

    private void overlapping(List<OperationDefinition> operations) {
        OverlappingFields overlapping = new OverlappingFields(schema, fragments, errors);
        operations.forEach(it -> overlapping.check(it.getSelectionSet(), root(it)));
        fragments.values().stream().filter(it -> !overlapping.hasVisited(it)).forEach(it -> overlapping
                .check(it.getSelectionSet(), OverlappingFields.composite(schema.getType(it.getTypeCondition().getName()))));
    }
}
