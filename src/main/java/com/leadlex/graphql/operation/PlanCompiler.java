package com.leadlex.graphql.operation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.io.SerializedString;
import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.operation.LookupPlan.Leaf;
import com.leadlex.graphql.operation.LookupPlan.Root;
import com.leadlex.graphql.operation.schema.SchemaNames;
import com.leadlex.graphql.operation.schema.StrictId;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;

/**
 * Makes a {@link LookupPlan} of an operation of a validated document, where it is nothing but {@code activity} fields
 * with leaves, fragments included. Directives and other root fields are graphql-java's: they are rare, and a plan for
 * them would be a second engine.
 */
final class PlanCompiler {

    private final Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();

    PlanCompiler(Document document) {
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            fragments.put(fragment.getName(), fragment);
        }
    }

    /** @return null where graphql-java is needed */
    @Nullable
    LookupPlan compile(OperationDefinition operation) {
        if (operation.getOperation() != OperationDefinition.Operation.QUERY || !operation.getDirectives().isEmpty()) {
            return null;
        }
        Map<String, @Nullable String> defaults = new HashMap<>();
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            if (!variable.getDirectives().isEmpty()) {
                return null;
            }
            defaults.put(variable.getName(), StrictId.ofLiteral(variable.getDefaultValue()));
        }
        Map<String, List<Field>> roots = new LinkedHashMap<>();
        if (!collect(operation.getSelectionSet(), SchemaNames.QUERY, roots)) {
            return null;
        }
        List<Root> lookups = new ArrayList<>();
        for (List<Field> merged : roots.values()) {
            Root root = root(merged, defaults);
            if (root == null) {
                return null;
            }
            lookups.add(root);
        }
        return new LookupPlan(lookups);
    }

    /** Groups fields by response key (GraphQL specification, section 6.3.2, CollectFields). */
    private boolean collect(SelectionSet selections, String type, Map<String, List<Field>> into) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                if (!field.getDirectives().isEmpty()) {
                    return false;
                }
                into.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>()).add(field);
            } else if (!collectFragment(selection, type, into)) {
                return false;
            }
        }
        return true;
    }

    private boolean collectFragment(Selection<?> selection, String type, Map<String, List<Field>> into) {
        if (selection instanceof InlineFragment inline) {
            return inline.getDirectives().isEmpty() && isOn(inline.getTypeCondition(), type)
                    && collect(inline.getSelectionSet(), type, into);
        }
        FragmentSpread spread = (FragmentSpread) selection;
        FragmentDefinition fragment = fragments.get(spread.getName());
        return fragment != null && spread.getDirectives().isEmpty() && fragment.getDirectives().isEmpty()
                && isOn(fragment.getTypeCondition(), type)
                && collect(fragment.getSelectionSet(), type, into);
    }

    private static boolean isOn(@Nullable TypeName condition, String type) {
        return condition == null || condition.getName().equals(type);
    }

    private @Nullable Root root(List<Field> merged, Map<String, @Nullable String> defaults) {
        Field first = merged.get(0);
        if (!first.getName().equals(SchemaNames.ACTIVITY_QUERY)) {
            return null;
        }
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        for (Field field : merged) {
            if (!collect(field.getSelectionSet(), SchemaNames.ACTIVITY, fields)) {
                return null;
            }
        }
        List<Leaf> leaves = new ArrayList<>();
        fields.forEach(
                (key, leaf) -> leaves
                        .add(new Leaf(key, new SerializedString(key), ActivityField.ofGraphQLName(leaf.get(0).getName()),
                                location(leaf.get(0)))));
        Value<?> id = first.getArguments().get(0).getValue();
        String variable = id instanceof VariableReference reference ? reference.getName() : null;
        return new Root(first.getResultKey(), new SerializedString(first.getResultKey()), variable,
                variable == null ? StrictId.ofLiteral(id) : defaults.get(variable), leaves.toArray(Leaf[]::new),
                repeated(leaves), location(first));
    }

    private static ActivityField[] repeated(List<Leaf> leaves) {
        Set<ActivityField> seen = EnumSet.noneOf(ActivityField.class);
        return leaves.stream().map(Leaf::field).filter(field -> field != null && !seen.add(field))
                .toArray(ActivityField[]::new);
    }

    private static List<SourceLocation> location(Field field) {
        return List.of(field.getSourceLocation());
    }
}
