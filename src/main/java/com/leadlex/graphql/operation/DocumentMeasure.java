package com.leadlex.graphql.operation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.operation.schema.ActivityApi;

import graphql.language.ArrayValue;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;

/**
 * The counts of an operation, or of a part of one, that limits apply to.
 *
 * @param listVariableUses variables whose list items count as look-ups, with the number of uses of each
 */
record DocumentMeasure(int[] counts, Map<String, Integer> listVariableUses) {

    /** Counts stop here and do not overflow: nested fragments multiply counts. */
    static final int MAX_COUNT = Integer.MAX_VALUE / 2;

    /** The limit of nested selection sets, also through fragments: each level takes stack of recursive walks. */
    static final int MAX_NESTING_LEVELS = 100;

    /** What is counted: NESTING and DEPTH are maxima over the selections, the other counts are sums. */
    enum Count {
        NESTING,
        DEPTH,
        LOOKUPS,
        ALIASES,
        DIRECTIVES,
        FIELDS,
        INTROSPECTIONS,
        SELECTIONS
    }

    private DocumentMeasure() {
        this(new int[Count.values().length], new HashMap<>(0));
    }

    int countOf(Count count) {
        return counts[count.ordinal()];
    }

    private DocumentMeasure addCount(Count count, int amount) {
        counts[count.ordinal()] = Math.min(counts[count.ordinal()] + amount, MAX_COUNT);
        return this;
    }

    private DocumentMeasure addDirectives(DirectivesContainer<?> node) {
        return addCount(Count.DIRECTIVES, node.getDirectives().size());
    }

    private DocumentMeasure addPartMeasure(DocumentMeasure partMeasure) {
        for (int ordinal = 0; ordinal < counts.length; ordinal++) {
            counts[ordinal] = ordinal <= Count.DEPTH.ordinal() ? Math.max(counts[ordinal], partMeasure.counts[ordinal])
                    : Math.min(counts[ordinal] + partMeasure.counts[ordinal], MAX_COUNT);
        }
        partMeasure.listVariableUses.forEach((variable, partUses) -> listVariableUses.merge(variable, partUses,
                (useCount, moreUses) -> Math.min(useCount + moreUses, MAX_COUNT)));
        return this;
    }

    /** The number of list items in a literal: a value that is no list is coerced to a list of one item. */
    static int countListItems(Value<?> literal) {
        return literal instanceof ArrayValue list ? list.getValues().size() : 1;
    }

    /** Measures the definitions of a document. Each fragment is walked once, however often it is spread. */
    static final class Walk {

        private static final boolean ON_QUERY_TYPE = true;
        private static final boolean ON_OTHER_TYPE = false;

        private final Map<String, FragmentDefinition> fragmentsByName = new LinkedHashMap<>();
        private final Map<String, DocumentMeasure> fragmentMeasures = new HashMap<>();
        private int nestingLevel;

        Walk(Document document) {
            document.getDefinitionsOfType(FragmentDefinition.class)
                    .forEach(fragment -> fragmentsByName.put(fragment.getName(), fragment));
        }

        DocumentMeasure measureOperation(OperationDefinition operation) {
            DocumentMeasure measure = measureSelectionSet(operation.getSelectionSet(), ON_QUERY_TYPE).addDirectives(operation);
            operation.getVariableDefinitions().forEach(variable -> measure.addDirectives(variable));
            return measure;
        }

        /** Measures the fragments that no operation spreads; called when all operations have been measured. */
        List<DocumentMeasure> unreachedFragments() {
            return fragmentsByName.keySet().stream().filter(fragmentName -> !fragmentMeasures.containsKey(fragmentName))
                    .map(this::measureFragment).toList();
        }

        private DocumentMeasure measureSelectionSet(@Nullable SelectionSet selections, boolean isOnQueryType) {
            DocumentMeasure selectionSetMeasure = new DocumentMeasure();
            if (selections == null) {
                return selectionSetMeasure;
            }
            if (nestingLevel == MAX_NESTING_LEVELS) {
                return selectionSetMeasure.addCount(Count.NESTING, MAX_COUNT);
            }
            nestingLevel++;
            selections.getSelections()
                    .forEach(selection -> selectionSetMeasure.addPartMeasure(measureSelection(selection, isOnQueryType)));
            nestingLevel--;
            return selectionSetMeasure.addCount(Count.NESTING, 1);
        }

        /** @param isOnQueryType true for a selection of the query type */
        private DocumentMeasure measureSelection(Selection<?> selection, boolean isOnQueryType) {
            DocumentMeasure measure;
            if (selection instanceof Field field) {
                measure = measureSelectionSet(field.getSelectionSet(), ON_OTHER_TYPE).addCount(Count.DEPTH, 1)
                        .addCount(Count.FIELDS, 1).addCount(Count.ALIASES, field.getAlias() == null ? 0 : 1);
                if (isOnQueryType) {
                    addQueryField(field, measure);
                }
            } else if (selection instanceof InlineFragment inlineFragment) {
                measure = measureSelectionSet(inlineFragment.getSelectionSet(), isOnQueryType);
            } else {
                measure = new DocumentMeasure().addPartMeasure(measureFragment(((FragmentSpread) selection).getName()));
            }
            return measure.addCount(Count.SELECTIONS, 1).addDirectives((DirectivesContainer<?>) selection);
        }

        private DocumentMeasure measureFragment(String fragmentName) {
            FragmentDefinition fragment = fragmentsByName.get(fragmentName);
            // An empty measure serves for a fragment that is unknown or spreads itself: validation refuses both.
            DocumentMeasure storedMeasure = fragment == null ? new DocumentMeasure()
                    : fragmentMeasures.putIfAbsent(fragmentName, new DocumentMeasure());
            if (fragment == null || storedMeasure != null) {
                return storedMeasure;
            }
            DocumentMeasure measure = measureSelectionSet(fragment.getSelectionSet(),
                    fragment.getTypeCondition().getName().equals(ActivityApi.QUERY_TYPE)).addDirectives(fragment);
            fragmentMeasures.put(fragmentName, measure);
            return measure;
        }

        /** Counts a field of the query type. A list in a variable is counted later, with the value in the request. */
        private static void addQueryField(Field field, DocumentMeasure measure) {
            switch (field.getName()) {
                case "__schema", "__type" -> measure.addCount(Count.INTROSPECTIONS, 1);
                case ActivityApi.ACTIVITY_FIELD -> measure.addCount(Count.LOOKUPS, 1);
                case ActivityApi.ENTITIES_FIELD -> field.getArguments().forEach(argument -> {
                    if (argument.getValue() instanceof VariableReference variable) {
                        measure.listVariableUses.merge(variable.getName(), 1, Integer::sum);
                    } else {
                        measure.addCount(Count.LOOKUPS, countListItems(argument.getValue()));
                    }
                });
                default -> {
                }
            }
        }
    }
}
