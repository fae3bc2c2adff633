package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.ValidationContext;

/** Groups fields by their key in the answer, fragments included, whether or not the document is valid. */
final class SelectedFields {

    /** Some 20 ms; no operation within the limits needs a tenth of it. */
    private static final int MOST_VISITS = 100_000;

    private final ValidationContext context;
    private final GraphQLSchema schema;
    private int visits;

    /**
     * A field of a selection set.
     *
     * @param parent the type that it is selected of; null when that is not known
     * @param type null when the parent has no such field; {@code __typename} is no field of its type
     */
    record Selected(Field field, @Nullable GraphQLType parent, @Nullable GraphQLOutputType type) {
    }

    SelectedFields(ValidationContext context) {
        this.context = context;
        schema = context.getSchema();
    }

    /** Whether so much was asked for that nothing more is given. */
    boolean exhausted() {
        return visits > MOST_VISITS;
    }

    Collection<List<Selected>> of(OperationDefinition operation) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        collect(operation.getSelectionSet(), switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        }, new HashSet<>(), byKey);
        return byKey.values();
    }

    Collection<List<Selected>> of(FragmentDefinition fragment) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        collect(fragment.getSelectionSet(), type(fragment.getTypeCondition()), new HashSet<>(), byKey);
        return byKey.values();
    }

    /** What is selected of all of these. */
    Collection<List<Selected>> below(List<Selected> fields) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        Set<String> spread = new HashSet<>();
        for (Selected selected : fields) {
            if (selected.field.getSelectionSet() != null) {
                collect(selected.field.getSelectionSet(),
                        selected.type == null ? null : GraphQLTypeUtil.unwrapAll(selected.type), spread, byKey);
            }
        }
        return byKey.values();
    }

    private void collect(SelectionSet selections, @Nullable GraphQLType parent, Set<String> spread,
            Map<String, List<Selected>> byKey) {
        for (Selection<?> selection : selections.getSelections()) {
            visits++;
            if (exhausted()) {
                return;
            }
            if (selection instanceof Field field) {
                byKey.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>(1))
                        .add(new Selected(field, parent, type(field.getName(), parent)));
            } else if (selection instanceof InlineFragment inline) {
                TypeName condition = inline.getTypeCondition();
                collect(inline.getSelectionSet(), condition == null ? parent : type(condition), spread, byKey);
            } else if (selection instanceof FragmentSpread named && spread.add(named.getName())) {
                FragmentDefinition fragment = context.getFragment(named.getName());
                if (fragment != null) {
                    collect(fragment.getSelectionSet(), type(fragment.getTypeCondition()), spread, byKey);
                }
            }
        }
    }

    private @Nullable GraphQLType type(TypeName name) {
        return schema.getType(name.getName());
    }

    private @Nullable GraphQLOutputType type(String field, @Nullable GraphQLType parent) {
        GraphQLFieldDefinition definition = null;
        if (parent == schema.getQueryType() && field.equals(schema.getIntrospectionSchemaFieldDefinition().getName())) {
            definition = schema.getIntrospectionSchemaFieldDefinition();
        } else if (parent == schema.getQueryType() && field.equals(schema.getIntrospectionTypeFieldDefinition().getName())) {
            definition = schema.getIntrospectionTypeFieldDefinition();
        } else if (parent instanceof GraphQLFieldsContainer container) {
            definition = container.getFieldDefinition(field);
        }
        return definition == null ? null : definition.getType();
    }
}
