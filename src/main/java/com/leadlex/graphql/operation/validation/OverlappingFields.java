package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;

/**
 * Fields that share a key of the answer are one field of it: the same field with the same arguments (GraphQL specification,
 * section 5.3.2). In this schema only one object type can stand at a place of an answer, so that the section's case of fields
 * of two object types is found in documents only that are refused for that; a test looks at the schema.
 *
 * <p>
 * Fields with the same key are put into classes of those that can be merged, and what is selected below a class is looked at as
 * one: each field is visited once for an operation, where the specification compares each with each.
 */
final class OverlappingFields {

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final ErrorList errors;
    private final Set<String> visited = new HashSet<>();
    /** What was looked at as one already: a fragment may be spread within itself. */
    private final Set<List<Field>> seen = new HashSet<>();
    private final Set<Field> reported = new HashSet<>();
    private final Map<Field, String> texts = new HashMap<>();

    private record Selected(Field field, @Nullable GraphQLCompositeType parent, @Nullable GraphQLCompositeType type) {
    }

    OverlappingFields(GraphQLSchema schema, Map<String, FragmentDefinition> fragments, ErrorList errors) {
        this.schema = schema;
        this.fragments = fragments;
        this.errors = errors;
    }

    /** Of an operation, or of a fragment that no operation reaches. */
    void check(SelectionSet selections, @Nullable GraphQLCompositeType parent) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        collect(selections, parent, new HashSet<>(), byKey);
        check(byKey.values());
    }

    boolean hasVisited(FragmentDefinition fragment) {
        return visited.contains(fragment.getName());
    }

    private void check(Collection<List<Selected>> groups) {
        for (List<Selected> fields : groups) {
            Set<@Nullable GraphQLCompositeType> parents = new LinkedHashSet<>();
            fields.forEach(it -> parents.add(it.parent));
            if (parents.size() > 1) {
                // A field of what is not known can be that of any.
                parents.remove(null);
            }
            parents.forEach(parent -> checkGroup(parents.size() == 1 ? fields
                    : fields.stream().filter(it -> it.parent == null || it.parent == parent).toList()));
        }
    }

    private void checkGroup(List<Selected> group) {
        if (!errors.isFull()) {
            Field first = group.get(0).field;
            for (List<Selected> mergeable : group.size() == 1 ? List.of(group) : classes(group)) {
                List<Field> fields = mergeable.stream().map(Selected::field).toList();
                if (fields.get(0) != first && reported.add(fields.get(0))) {
                    report(first, fields);
                }
                if (fields.stream().anyMatch(it -> it.getSelectionSet() != null) && seen.add(fields)) {
                    check(below(mergeable));
                }
            }
        }
    }

    private Collection<List<Selected>> classes(List<Selected> group) {
        Map<String, List<Selected>> classes = new LinkedHashMap<>();
        group.forEach(it -> classes.computeIfAbsent(texts.computeIfAbsent(it.field, OverlappingFields::text),
                text -> new ArrayList<>(1)).add(it));
        return classes.values();
    }

    private Collection<List<Selected>> below(List<Selected> fields) {
        Map<String, List<Selected>> byKey = new LinkedHashMap<>();
        Set<String> spread = new HashSet<>();
        for (Selected selected : fields) {
            if (selected.field.getSelectionSet() != null) {
                collect(selected.field.getSelectionSet(), selected.type, spread, byKey);
            }
        }
        return byKey.values();
    }

    private void collect(SelectionSet selections, @Nullable GraphQLCompositeType parent, Set<String> spread,
            Map<String, List<Selected>> byKey) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                GraphQLFieldDefinition known = SelectionRules.definition(schema, parent, field.getName());
                byKey.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>(1)).add(new Selected(field, object(parent),
                        known == null ? null : composite(GraphQLTypeUtil.unwrapAll(known.getType()))));
            } else if (selection instanceof InlineFragment inline) {
                TypeName condition = inline.getTypeCondition();
                collect(inline.getSelectionSet(), condition == null ? parent : composite(schema.getType(condition.getName())),
                        spread, byKey);
            } else if (selection instanceof FragmentSpread named && spread.add(named.getName())) {
                FragmentDefinition fragment = fragments.get(named.getName());
                if (fragment != null) {
                    visited.add(named.getName());
                    collect(fragment.getSelectionSet(), composite(schema.getType(fragment.getTypeCondition().getName())),
                            spread, byKey);
                }
            }
        }
    }

    static @Nullable GraphQLCompositeType composite(@Nullable Object type) {
        return type instanceof GraphQLCompositeType composite ? composite : null;
    }

    /** The one member of a union: a field of the union can be answered beside that of its member. */
    private static @Nullable GraphQLCompositeType object(@Nullable GraphQLCompositeType type) {
        return type instanceof GraphQLUnionType union ? composite(union.getTypes().get(0)) : type;
    }

    private void report(Field first, List<Field> others) {
        List<Field> conflicting = new ArrayList<>(List.of(first));
        conflicting.addAll(others);
        boolean same = first.getName().equals(others.get(0).getName());
        errors.add(conflicting, same ? "The fields '%s' have different arguments; give one of them an alias."
                : "The fields '%s' are '%s' and '%s'; give one of them an alias.", first.getResultKey(), first.getName(),
                others.get(0).getName());
    }

    /** A text that two fields share when they are the same with the same arguments, in whatever order. */
    private static String text(Field field) {
        StringBuilder text = new StringBuilder(field.getName());
        field.getArguments().stream().sorted(Comparator.comparing(Argument::getName))
                .forEach(it -> append(it.getValue(), text.append(',').append(it.getName()).append(':')));
        return text.toString();
    }

    private static void append(Value<?> value, StringBuilder text) {
        if (value instanceof StringValue string) {
            // Its length, so that no text can be taken for another with what stands behind it.
            text.append(string.getValue().length()).append('"').append(string.getValue());
        } else if (value instanceof ArrayValue list) {
            text.append('[');
            list.getValues().forEach(item -> append(item, text.append(',')));
            text.append(']');
        } else if (value instanceof ObjectValue object) {
            text.append('{');
            object.getObjectFields().stream().sorted(Comparator.comparing(ObjectField::getName))
                    .forEach(it -> append(it.getValue(), text.append(',').append(it.getName()).append(':')));
            text.append('}');
        } else {
            text.append(AstPrinter.printAstCompact(value));
        }
    }
}
