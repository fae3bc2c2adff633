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
 * @param lists variables whose list items count as look-ups, with the number of uses of each
 */
record DocumentMeasure(int[] counts, Map<String, Integer> lists) {

    /** The upper bound of each sum: nested fragments multiply counts. */
    static final int ENDLESS = Integer.MAX_VALUE / 2;

    /** Nested selection sets, those of fragments included: recursive walks of a document need this much stack. */
    static final int NESTING_LIMIT = 100;

    /** What is counted. NESTING and DEPTH are maxima over the selections, the others are sums. */
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

    int of(Count count) {
        return counts[count.ordinal()];
    }

    private DocumentMeasure add(Count count, int more) {
        counts[count.ordinal()] = Math.min(counts[count.ordinal()] + more, ENDLESS);
        return this;
    }

    private DocumentMeasure addDirectives(DirectivesContainer<?> node) {
        return add(Count.DIRECTIVES, node.getDirectives().size());
    }

    private DocumentMeasure include(DocumentMeasure part) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i <= Count.DEPTH.ordinal() ? Math.max(counts[i], part.counts[i])
                    : Math.min(counts[i] + part.counts[i], ENDLESS);
        }
        part.lists.forEach((variable, uses) -> lists.merge(variable, uses, (a, b) -> Math.min(a + b, ENDLESS)));
        return this;
    }

    /** The number of list items in a literal: any other value is coerced to a list of one. */
    static int listItems(Value<?> literal) {
        return literal instanceof ArrayValue list ? list.getValues().size() : 1;
    }

    /** Measures the definitions of a document. Each fragment is walked once, however often it is spread. */
    static final class Walk {

        private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
        private final Map<String, DocumentMeasure> measured = new HashMap<>();
        private int level;

        Walk(Document document) {
            document.getDefinitionsOfType(FragmentDefinition.class)
                    .forEach(fragment -> fragments.put(fragment.getName(), fragment));
        }

        DocumentMeasure measure(OperationDefinition operation) {
            DocumentMeasure measure = measure(operation.getSelectionSet(), true).addDirectives(operation);
            operation.getVariableDefinitions().forEach(variable -> measure.addDirectives(variable));
            return measure;
        }

        /** Measures the fragments that no operation spreads. All operations must be measured before. */
        List<DocumentMeasure> unreachedFragments() {
            return fragments.keySet().stream().filter(name -> !measured.containsKey(name)).map(this::fragment).toList();
        }

        private DocumentMeasure measure(@Nullable SelectionSet selections, boolean query) {
            DocumentMeasure sum = new DocumentMeasure();
            if (selections == null) {
                return sum;
            }
            if (level == NESTING_LIMIT) {
                return sum.add(Count.NESTING, ENDLESS);
            }
            level++;
            selections.getSelections().forEach(selection -> sum.include(measure(selection, query)));
            level--;
            return sum.add(Count.NESTING, 1);
        }

        /** @param query true for a selection of the query type */
        private DocumentMeasure measure(Selection<?> selection, boolean query) {
            DocumentMeasure measure;
            if (selection instanceof Field field) {
                measure = measure(field.getSelectionSet(), false).add(Count.DEPTH, 1).add(Count.FIELDS, 1)
                        .add(Count.ALIASES, field.getAlias() == null ? 0 : 1);
                if (query) {
                    addQueryField(field, measure);
                }
            } else if (selection instanceof InlineFragment inline) {
                measure = measure(inline.getSelectionSet(), query);
            } else {
                measure = new DocumentMeasure().include(fragment(((FragmentSpread) selection).getName()));
            }
            return measure.add(Count.SELECTIONS, 1).addDirectives((DirectivesContainer<?>) selection);
        }

        private DocumentMeasure fragment(String name) {
            FragmentDefinition fragment = fragments.get(name);
            // Validation refuses an unknown fragment, and one that spreads itself.
            DocumentMeasure known = fragment == null ? new DocumentMeasure()
                    : measured.putIfAbsent(name, new DocumentMeasure());
            if (fragment == null || known != null) {
                return known;
            }
            DocumentMeasure measure = measure(fragment.getSelectionSet(),
                    fragment.getTypeCondition().getName().equals(ActivityApi.QUERY)).addDirectives(fragment);
            measured.put(name, measure);
            return measure;
        }

        /** Counts a field of the query type. A list in a variable is counted when the request comes with its value. */
        private static void addQueryField(Field field, DocumentMeasure measure) {
            switch (field.getName()) {
                case "__schema", "__type" -> measure.add(Count.INTROSPECTIONS, 1);
                case ActivityApi.ACTIVITY_QUERY -> measure.add(Count.LOOKUPS, 1);
                case ActivityApi.ENTITIES -> field.getArguments().forEach(argument -> {
                    if (argument.getValue() instanceof VariableReference variable) {
                        measure.lists.merge(variable.getName(), 1, Integer::sum);
                    } else {
                        measure.add(Count.LOOKUPS, listItems(argument.getValue()));
                    }
                });
                default -> {
                }
            }
        }
    }
}
