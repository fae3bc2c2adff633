package com.leadlex.graphql.operation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.operation.schema.SchemaNames;

import graphql.language.ArrayValue;
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
 * Measures the operations of a document that is parsed but not yet validated. Each fragment is walked once, however often it is
 * spread.
 */
final class DocumentMeasurer {

    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Map<String, Measure> measured = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    private final IntrospectionLists lists;
    private int level;
    private @Nullable FragmentDefinition cyclic;

    DocumentMeasurer(Document document, IntrospectionLists lists) {
        this.lists = lists;
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            fragments.put(fragment.getName(), fragment);
        }
    }

    Measure measure(OperationDefinition operation) {
        int directives = operation.getDirectives().size();
        for (var variable : operation.getVariableDefinitions()) {
            directives += variable.getDirectives().size();
        }
        return measure(operation.getSelectionSet()).plus(Measure.directives(directives));
    }

    /** Of a fragment that no operation may use: it costs validation all the same. */
    Measure measure(FragmentDefinition fragment) {
        return measureFragment(fragment.getName());
    }

    private Measure measure(@Nullable SelectionSet selections) {
        if (selections == null) {
            return Measure.NOTHING;
        }
        if (level == DocumentLimits.MOST_NESTED) {
            return Measure.ENDLESS;
        }
        level++;
        Measure sum = Measure.NOTHING;
        for (Selection<?> selection : selections.getSelections()) {
            sum = sum.plus(measure(selection));
        }
        level--;
        return sum.nested();
    }

    private Measure measure(Selection<?> selection) {
        if (selection instanceof Field field) {
            return measure(field.getSelectionSet()).plus(Measure.directives(field.getDirectives().size()))
                    .under(field.getAlias() != null, lookups(field), SchemaNames.isIntrospection(field.getName()),
                            lists.longest(field.getName()),
                            entityVariables(field));
        }
        if (selection instanceof InlineFragment inline) {
            return measure(inline.getSelectionSet()).plus(Measure.directives(inline.getDirectives().size()));
        }
        FragmentSpread spread = (FragmentSpread) selection;
        return measureFragment(spread.getName()).plus(Measure.directives(spread.getDirectives().size()));
    }

    private Measure measureFragment(String name) {
        Measure known = measured.get(name);
        FragmentDefinition fragment = fragments.get(name);
        if (known != null || fragment == null) { // one that is unknown is validation's to refuse
            return known == null ? Measure.NOTHING : known;
        }
        if (!underWay.add(name)) { // so is one that spreads itself
            cyclic = fragment;
            return Measure.NOTHING;
        }
        Measure measure = measure(fragment.getSelectionSet()).plus(Measure.directives(fragment.getDirectives().size()));
        underWay.remove(name);
        measured.put(name, measure);
        return measure;
    }

    /** @return one that was measured and spreads itself; null when there is none */
    @Nullable
    FragmentDefinition cyclic() {
        return cyclic;
    }

    /** How many there are. */
    int fragments() {
        return fragments.size();
    }

    private static int lookups(Field field) {
        if (field.getName().equals(SchemaNames.ACTIVITY_QUERY)) {
            return 1;
        }
        Value<?> representations = representations(field);
        if (representations == null || representations instanceof VariableReference) {
            return 0;
        }
        return representations(representations);
    }

    /** How many a literal holds: one that is no list is coerced to a list of it. */
    static int representations(Value<?> literal) {
        return literal instanceof ArrayValue list ? list.getValues().size() : 1;
    }

    private static Map<String, Integer> entityVariables(Field field) {
        return representations(field) instanceof VariableReference variable ? Map.of(variable.getName(), 1) : Map.of();
    }

    private static @Nullable Value<?> representations(Field field) {
        return field.getName().equals(SchemaNames.ENTITIES) && field.getArguments().size() == 1
                ? field.getArguments().get(0).getValue()
                : null;
    }
}
