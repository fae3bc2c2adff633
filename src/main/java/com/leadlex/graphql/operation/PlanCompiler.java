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
import com.leadlex.graphql.operation.LookupPlan.Leaf;
import com.leadlex.graphql.operation.LookupPlan.Root;
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
 * Compiles an operation of a valid document into a {@link LookupPlan} when it selects only {@code activity} fields, directly
 * or in fragments. graphql-java runs operations with directives or other root fields: they are rare, and planning them would
 * need a second engine.
 */
final class PlanCompiler {

    private final Map<String, FragmentDefinition> fragments = new HashMap<>();

    PlanCompiler(Document document) {
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    /** @return null when graphql-java has to run the operation */
    @Nullable
    LookupPlan compile(PreparedOperation operation) {
        Map<String, List<Field>> roots = new LinkedHashMap<>();
        collect(operation.definition().getSelectionSet(), roots);
        if (operation.measure().of(Count.DIRECTIVES) > 0
                || roots.values().stream().anyMatch(fields -> !fields.get(0).getName().equals(ActivityApi.ACTIVITY_QUERY))) {
            return null;
        }
        Map<String, @Nullable String> defaults = new HashMap<>();
        operation.definition().getVariableDefinitions()
                .forEach(variable -> defaults.put(variable.getName(), Scalars.idOfLiteral(variable.getDefaultValue())));
        return new LookupPlan(roots.values().stream().map(fields -> root(fields, defaults)).toArray(Root[]::new));
    }

    /**
     * Groups fields by response key (GraphQL specification, section 6.3.2, CollectFields). In a valid document of this schema
     * each fragment applies where it is spread: only one object type is possible at each place.
     */
    private void collect(SelectionSet selections, Map<String, List<Field>> into) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                into.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>()).add(field);
            } else if (selection instanceof InlineFragment inline) {
                collect(inline.getSelectionSet(), into);
            } else if (selection instanceof FragmentSpread spread) {
                collect(Objects.requireNonNull(fragments.get(spread.getName())).getSelectionSet(), into);
            }
        }
    }

    private Root root(List<Field> merged, Map<String, @Nullable String> defaults) {
        Field first = merged.get(0);
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        merged.forEach(field -> collect(field.getSelectionSet(), fields));
        Leaf[] leaves = fields.values().stream().map(sameKey -> leaf(sameKey.get(0))).toArray(Leaf[]::new);
        Set<ActivityField> seen = EnumSet.noneOf(ActivityField.class);
        ActivityField[] repeated = Stream.of(leaves).map(Leaf::field).filter(field -> field != null && !seen.add(field))
                .toArray(ActivityField[]::new);
        Value<?> id = first.getArguments().get(0).getValue();
        String variable = id instanceof VariableReference reference ? reference.getName() : null;
        return new Root(new SerializedString(first.getResultKey()), variable,
                variable == null ? Scalars.idOfLiteral(id) : defaults.get(variable), leaves, repeated,
                List.of(first.getSourceLocation()));
    }

    private static Leaf leaf(Field field) {
        return new Leaf(new SerializedString(field.getResultKey()),
                ActivityField.ofGraphQLName(field.getName()), List.of(field.getSourceLocation()));
    }
}
