package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.io.SerializedString;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.operation.DocumentCache.PreparedDocument.PreparedOperation;
import com.leadlex.graphql.operation.DocumentMeasure.Count;
import com.leadlex.graphql.operation.LookupPlan.LeafField;
import com.leadlex.graphql.operation.LookupPlan.RootField;
import com.leadlex.graphql.operation.schema.ActivityApi;
import com.leadlex.graphql.operation.schema.Scalars;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;

/**
 * Compiles an operation of a valid document into a {@link LookupPlan} when it selects only {@code activity} fields,
 * directly or in fragments. graphql-java runs operations with directives or other root fields:
 * such operations are rare, and a plan for them would need a second engine.
 */
final class PlanCompiler {

    private final Map<String, FragmentDefinition> fragmentsByName = new HashMap<>();

    PlanCompiler(Document document) {
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragmentsByName.put(fragment.getName(), fragment));
    }

    /** @return null when graphql-java has to run the operation */
    @Nullable
    LookupPlan compilePlan(PreparedOperation operation) {
        Map<String, List<Field>> rootFieldsByKey = new LinkedHashMap<>();
        collectFields(operation.definition().getSelectionSet(), rootFieldsByKey);
        if (operation.measure().countOf(Count.DIRECTIVES) > 0 || rootFieldsByKey.values().stream()
                .anyMatch(sameKeyFields -> !sameKeyFields.get(0).getName().equals(ActivityApi.ACTIVITY_FIELD))) {
            return null;
        }
        Map<String, @Nullable String> defaultIds = new HashMap<>();
        operation.definition().getVariableDefinitions()
                .forEach(variable -> defaultIds.put(variable.getName(), Scalars.idOfLiteral(variable.getDefaultValue())));
        return new LookupPlan(rootFieldsByKey.values().stream()
                .map(sameKeyFields -> compileRootField(sameKeyFields, defaultIds)).toArray(RootField[]::new));
    }

    /**
     * Groups fields by response key (GraphQL specification, section 6.3.2, CollectFields).
     * In a valid document of this schema each fragment applies where it is spread: each place has one possible object type.
     */
    private void collectFields(SelectionSet selections, Map<String, List<Field>> fieldsByKey) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                fieldsByKey.computeIfAbsent(field.getResultKey(), responseKey -> new ArrayList<>()).add(field);
            } else if (selection instanceof InlineFragment inlineFragment) {
                collectFields(inlineFragment.getSelectionSet(), fieldsByKey);
            } else if (selection instanceof FragmentSpread fragmentSpread) {
                FragmentDefinition fragment = Objects.requireNonNull(fragmentsByName.get(fragmentSpread.getName()));
                collectFields(fragment.getSelectionSet(), fieldsByKey);
            }
        }
    }

    private RootField compileRootField(List<Field> mergedFields, Map<String, @Nullable String> defaultIds) {
        Field firstField = mergedFields.get(0);
        Map<String, List<Field>> subfieldsByKey = new LinkedHashMap<>();
        mergedFields.forEach(field -> collectFields(field.getSelectionSet(), subfieldsByKey));
        LeafField[] leafFields = subfieldsByKey.values().stream().map(sameKeyFields -> compileLeafField(sameKeyFields.get(0)))
                .toArray(LeafField[]::new);
        Set<ActivityField> seenFields = EnumSet.noneOf(ActivityField.class);
        ActivityField[] repeatedFields = Stream.of(leafFields).map(LeafField::field)
                .filter(field -> field != null && !seenFields.add(field)).toArray(ActivityField[]::new);
        Value<?> idValue = firstField.getArguments().get(0).getValue();
        String idVariable = idValue instanceof VariableReference reference ? reference.getName() : null;
        return new RootField(new SerializedString(firstField.getResultKey()), idVariable,
                idVariable == null ? Scalars.idOfLiteral(idValue) : defaultIds.get(idVariable), leafFields, repeatedFields,
                List.of(firstField.getSourceLocation()));
    }

    private static LeafField compileLeafField(Field field) {
        return new LeafField(new SerializedString(field.getResultKey()),
                ActivityField.ofGraphQLName(field.getName()), List.of(field.getSourceLocation()));
    }
}
