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
 * Checks that fields with the same response key can be merged: they must be the same field with the same arguments
 * (GraphQL specification, section 5.3.2). This schema has one object type at each place of a response.
 * A fragment on another type is already an error; its fields are compared only with each other.
 *
 * <p>
 * Fields with the same key are grouped into classes of equal fields, and the selections of a class are checked together.
 * So an operation visits each field once, where the specification compares all pairs.
 */
final class OverlappingFields {

    private final SchemaTypes schemaTypes;
    private final Map<String, FragmentDefinition> fragmentsByName;
    private final ErrorList errors;
    private final Set<String> visitedFragments = new HashSet<>();
    /** Lists of fields and fragments that were checked: a fragment may spread itself. */
    private final Set<Object> checkedSelections = new HashSet<>();
    private final Set<Field> reportedFields = new HashSet<>();
    private final Map<Field, String> canonicalTexts = new HashMap<>();

    /** @param subfieldsType the type of the field, if it has subfields */
    private record SelectedField(Field field, @Nullable GraphQLCompositeType subfieldsType) {
    }

    OverlappingFields(SchemaTypes schemaTypes, Map<String, FragmentDefinition> fragmentsByName, ErrorList errors) {
        this.schemaTypes = schemaTypes;
        this.fragmentsByName = fragmentsByName;
        this.errors = errors;
    }

    boolean hasVisited(FragmentDefinition fragment) {
        return visitedFragments.contains(fragment.getName());
    }

    /** Checks an operation, or a fragment that no operation spreads. */
    void checkSelections(SelectionSet selections, @Nullable GraphQLCompositeType parentType) {
        Map<String, List<SelectedField>> fieldsByKey = new LinkedHashMap<>();
        collectFields(selections, parentType, new HashSet<>(), fieldsByKey);
        fieldsByKey.values().forEach(this::checkSameKeyFields);
    }

    private void checkSameKeyFields(List<SelectedField> sameKeyFields) {
        if (errors.isFull()) {
            return;
        }
        Field firstField = sameKeyFields.get(0).field;
        for (List<SelectedField> equalFields : sameKeyFields.size() == 1 ? List.of(sameKeyFields)
                : groupEqualFields(sameKeyFields)) {
            List<Field> equalFieldNodes = equalFields.stream().map(SelectedField::field).toList();
            if (equalFieldNodes.get(0) != firstField && reportedFields.add(equalFieldNodes.get(0))) {
                reportConflict(firstField, equalFieldNodes);
            }
            Map<String, List<SelectedField>> subfieldsByKey = new LinkedHashMap<>();
            Set<String> spreadFragments = new HashSet<>();
            if (equalFieldNodes.stream().anyMatch(field -> field.getSelectionSet() != null)
                    && checkedSelections.add(equalFieldNodes)) {
                equalFields.forEach(selectedField -> collectFields(selectedField.field.getSelectionSet(),
                        selectedField.subfieldsType, spreadFragments, subfieldsByKey));
            }
            subfieldsByKey.values().forEach(this::checkSameKeyFields);
        }
    }

    private Collection<List<SelectedField>> groupEqualFields(List<SelectedField> sameKeyFields) {
        Map<String, List<SelectedField>> equalFieldClasses = new LinkedHashMap<>();
        for (SelectedField selectedField : sameKeyFields) {
            String text = canonicalTexts.computeIfAbsent(selectedField.field, OverlappingFields::canonicalText);
            equalFieldClasses.computeIfAbsent(text, canonicalText -> new ArrayList<>(1)).add(selectedField);
        }
        return equalFieldClasses.values();
    }

    private void collectFields(@Nullable SelectionSet selections, @Nullable GraphQLCompositeType parentType,
            Set<String> spreadFragments, Map<String, List<SelectedField>> fieldsByKey) {
        for (Selection<?> selection : selections == null ? List.<Selection<?>> of() : selections.getSelections()) {
            if (selection instanceof Field field) {
                fieldsByKey.computeIfAbsent(field.getResultKey(), responseKey -> new ArrayList<>(1))
                        .add(new SelectedField(field,
                                SchemaTypes.compositeType(schemaTypes.field(parentType, field.getName()))));
            } else if (selection instanceof InlineFragment inlineFragment) {
                TypeName condition = inlineFragment.getTypeCondition();
                GraphQLCompositeType fragmentType = condition == null ? parentType : schemaTypes.compositeType(condition);
                if (SchemaTypes.canOverlap(fragmentType, parentType)) {
                    collectFields(inlineFragment.getSelectionSet(), fragmentType, spreadFragments, fieldsByKey);
                } else if (checkedSelections.add(inlineFragment)) {
                    checkSelections(inlineFragment.getSelectionSet(), fragmentType);
                }
            } else if (selection instanceof FragmentSpread fragmentSpread && spreadFragments.add(fragmentSpread.getName())) {
                FragmentDefinition fragment = fragmentsByName.get(fragmentSpread.getName());
                GraphQLCompositeType fragmentType = fragment == null ? null
                        : schemaTypes.compositeType(fragment.getTypeCondition());
                if (fragment != null && SchemaTypes.canOverlap(fragmentType, parentType)) {
                    visitedFragments.add(fragmentSpread.getName());
                    collectFields(fragment.getSelectionSet(), fragmentType, spreadFragments, fieldsByKey);
                }
            }
        }
    }

    private void reportConflict(Field firstField, List<Field> conflictingFields) {
        List<Field> reportedNodes = new ArrayList<>(List.of(firstField));
        reportedNodes.addAll(conflictingFields);
        boolean isSameField = firstField.getName().equals(conflictingFields.get(0).getName());
        errors.add(reportedNodes, isSameField ? "The fields '%s' have different arguments; give one of them an alias."
                : "'%s' stands for the fields '%s' and '%s'; give one of them an alias.",
                firstField.getResultKey(), firstField.getName(), conflictingFields.get(0).getName());
    }

    /** A text that is equal for equal fields, in any order of their arguments. */
    private static String canonicalText(Field field) {
        if (field.getArguments().isEmpty()) {
            return field.getName();
        }
        Field fieldAndArguments = Field.newField(field.getName()).arguments(field.getArguments()).build();
        return AstPrinter.printAstCompact(new AstSorter().sort(fieldAndArguments));
    }
}
