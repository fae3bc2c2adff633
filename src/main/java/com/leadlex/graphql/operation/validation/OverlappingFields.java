package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.language.AstPrinter;
import graphql.language.AstSorter;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLCompositeType;

/**
 * Checks that fields with the same response key can be merged: they must be the same field with the same arguments (GraphQL
 * specification, section 5.3.2). This schema has one object type at each place of a response. A fragment on another type is
 * already an error; its fields are compared only with each other.
 *
 * <p>
 * Fields with the same key are grouped into classes of equal fields, and the selections of a class are checked together. So an
 * operation visits each field once, where the specification compares all pairs.
 */
final class OverlappingFields {

    private final SchemaTypes types;
    private final Map<String, FragmentDefinition> fragments;
    private final ErrorList errors;
    private final Set<String> visited = new HashSet<>();
    /** Lists of fields and fragments that were checked: a fragment may spread itself. */
    private final Set<Object> seen = new HashSet<>();
    private final Set<Field> reported = new HashSet<>();
    private final Map<Field, String> texts = new HashMap<>();

    /** @param type the type of the field, if it has subfields */
    private record Selected(Field field, @Nullable GraphQLCompositeType type) {
    }

    OverlappingFields(SchemaTypes types, Map<String, FragmentDefinition> fragments, ErrorList errors) {
        this.types = types;
        this.fragments = fragments;
        this.errors = errors;
    }

    boolean hasVisited(FragmentDefinition fragment) {
        return visited.contains(fragment.getName());
    }

    /** Checks an operation, or a fragment that no operation spreads. */
    void check(SelectionSet selections, @Nullable GraphQLCompositeType parent) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        collect(selections, parent, new HashSet<>(), byKey);
        byKey.values().forEach(this::check);
    }

    private void check(List<Selected> sameKey) {
        if (errors.isFull()) {
            return;
        }
        Field first = sameKey.get(0).field;
        for (List<Selected> mergeable : sameKey.size() == 1 ? List.of(sameKey) : classes(sameKey)) {
            List<Field> fields = mergeable.stream().map(Selected::field).toList();
            if (fields.get(0) != first && reported.add(fields.get(0))) {
                report(first, fields);
            }
            Map<String, List<Selected>> below = new LinkedHashMap<>();
            Set<String> spread = new HashSet<>();
            if (fields.stream().anyMatch(field -> field.getSelectionSet() != null) && seen.add(fields)) {
                mergeable.forEach(selected -> collect(selected.field.getSelectionSet(), selected.type, spread, below));
            }
            below.values().forEach(this::check);
        }
    }

    private Collection<List<Selected>> classes(List<Selected> sameKey) {
        Map<String, List<Selected>> classes = new LinkedHashMap<>();
        sameKey.forEach(selected -> classes.computeIfAbsent(texts.computeIfAbsent(selected.field, OverlappingFields::text),
                text -> new ArrayList<>(1)).add(selected));
        return classes.values();
    }

    private void collect(@Nullable SelectionSet selections, @Nullable GraphQLCompositeType parent, Set<String> spread,
            Map<String, List<Selected>> byKey) {
        for (Selection<?> selection : selections == null ? List.<Selection<?>> of() : selections.getSelections()) {
            if (selection instanceof Field field) {
                byKey.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>(1))
                        .add(new Selected(field, SchemaTypes.composite(types.field(parent, field.getName()))));
            } else if (selection instanceof InlineFragment inline) {
                TypeName condition = inline.getTypeCondition();
                GraphQLCompositeType type = condition == null ? parent : types.composite(condition);
                if (SchemaTypes.overlap(type, parent)) {
                    collect(inline.getSelectionSet(), type, spread, byKey);
                } else if (seen.add(inline)) {
                    check(inline.getSelectionSet(), type);
                }
            } else if (selection instanceof FragmentSpread named && spread.add(named.getName())) {
                FragmentDefinition fragment = fragments.get(named.getName());
                GraphQLCompositeType type = fragment == null ? null : types.composite(fragment.getTypeCondition());
                if (fragment != null && SchemaTypes.overlap(type, parent)) {
                    visited.add(named.getName());
                    collect(fragment.getSelectionSet(), type, spread, byKey);
                }
            }
        }
    }

    private void report(Field first, List<Field> others) {
        List<Field> conflicting = new ArrayList<>(List.of(first));
        conflicting.addAll(others);
        boolean same = first.getName().equals(others.get(0).getName());
        errors.add(conflicting, same ? "The fields '%s' have different arguments; give one of them an alias."
                : "'%s' stands for the fields '%s' and '%s'; give one of them an alias.", first.getResultKey(), first.getName(),
                others.get(0).getName());
    }

    /** A text that is equal for equal fields, in any order of their arguments. */
    private static String text(Field field) {
        return field.getArguments().isEmpty() ? field.getName()
                : AstPrinter.printAstCompact(
                        new AstSorter().sort(Field.newField(field.getName()).arguments(field.getArguments()).build()));
    }
}
