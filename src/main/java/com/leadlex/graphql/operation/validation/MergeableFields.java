package com.leadlex.graphql.operation.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.leadlex.graphql.operation.validation.SelectedFields.Selected;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.AbstractRule;
import graphql.validation.ValidationContext;
import graphql.validation.ValidationErrorCollector;
import graphql.validation.ValidationErrorType;

/**
 * Fields that share a key of the answer are one field of it: the same field with the same arguments or, where only one of them
 * can be answered, at least values of the same shape (GraphQL specification, section 5.3.2). graphql-java's rule takes
 * {@code __typename} of a union for something else than that of its members, does not know the fields of introspection, and
 * looks into no fragment that nothing spreads.
 *
 * <p>
 * Fields with the same key are put into classes of those that can be merged, and what is selected below a class is looked at as
 * one. So each field is visited once for an operation or a fragment, where the specification compares each with each. A
 * document that takes too many visits all the same, since it spreads large fragments again and again, is refused.
 */
final class MergeableFields extends AbstractRule {

    private final SelectedFields fields;
    /** What was looked at as one already: a fragment may be spread within itself. */
    private final Set<Merged> seen = new HashSet<>();
    private final Set<List<Field>> told = new HashSet<>();
    private final Map<Field, String> names = new HashMap<>();
    private final Map<GraphQLOutputType, String> shapes = new HashMap<>();

    /** Fields that can be merged, and whether their names and arguments do not matter. */
    private record Merged(List<Field> fields, boolean exclusive) {
    }

    /** What fields of a class have in common. */
    private record Key(String shape, String name) {
    }

    MergeableFields(ValidationContext context, ValidationErrorCollector errors) {
        super(context, errors);
        fields = new SelectedFields(context);
    }

    @Override
    public void checkDocument(Document document) {
        document.getDefinitionsOfType(OperationDefinition.class).forEach(it -> check(fields.of(it), false));
        document.getDefinitionsOfType(FragmentDefinition.class).forEach(it -> check(fields.of(it), false));
        if (fields.exhausted()) {
            addError(ValidationErrorType.FieldsConflict, List.of(),
                    "The document has too many fields, with its fragments spread, to compare those that share a key");
        }
    }

    /** @param exclusive whether only one of those with the same key can be answered */
    private void check(Collection<List<Selected>> groups, boolean exclusive) {
        for (List<Selected> group : groups) {
            if (group.size() == 1) {
                merge(group, exclusive);
                continue;
            }
            Set<GraphQLType> objects = group.stream().map(Selected::parent).filter(GraphQLObjectType.class::isInstance)
                    .collect(Collectors.toSet());
            if (exclusive || objects.size() > 1) {
                merge(group, true);
            }
            if (!exclusive && objects.size() <= 1) {
                merge(group, false);
            } else if (!exclusive) {
                // A field of an object can be answered beside that of an interface, but not beside that of another object.
                objects.forEach(object -> merge(group.stream()
                        .filter(it -> it.parent() == object || !(it.parent() instanceof GraphQLObjectType)).toList(), false));
            }
        }
    }

    private void merge(List<Selected> group, boolean exclusive) {
        for (List<Selected> mergeable : group.size() == 1 ? List.of(group) : classes(group, exclusive)) {
            if (mergeable.get(0) != group.get(0)) {
                tell(group.get(0), mergeable, exclusive);
            }
            if (mergeable.stream().anyMatch(it -> it.field().getSelectionSet() != null)
                    && seen.add(new Merged(mergeable.stream().map(Selected::field).toList(), exclusive))) {
                check(fields.below(mergeable), exclusive);
            }
        }
    }

    private Collection<List<Selected>> classes(List<Selected> group, boolean exclusive) {
        // What has no type is refused for that; it goes with any.
        String any = group.stream().map(Selected::type).filter(Objects::nonNull).map(this::shape).findFirst().orElse("");
        Map<Key, List<Selected>> classes = new LinkedHashMap<>();
        for (Selected selected : group) {
            GraphQLOutputType type = selected.type();
            Key key = new Key(type == null ? any : shape(type), exclusive ? "" : name(selected));
            classes.computeIfAbsent(key, it -> new ArrayList<>(1)).add(selected);
        }
        return classes.values();
    }

    private String name(Selected selected) {
        return names.computeIfAbsent(selected.field(), field -> field.getName() + ' ' + ArgumentsKey.of(field));
    }

    /** The type, where all types that have fields are one. */
    private String shape(GraphQLOutputType output) {
        return shapes.computeIfAbsent(output, type -> {
            GraphQLType named = GraphQLTypeUtil.unwrapAll(type);
            String printed = GraphQLTypeUtil.simplePrint(type);
            return named instanceof GraphQLCompositeType ? printed.replace(GraphQLTypeUtil.simplePrint(named), "{}") : printed;
        });
    }

    private void tell(Selected first, List<Selected> others, boolean exclusive) {
        List<Field> conflicting = new ArrayList<>();
        conflicting.add(first.field());
        others.forEach(it -> conflicting.add(it.field()));
        if (told.add(conflicting)) {
            addError(ValidationErrorType.FieldsConflict, conflicting, "Fields cannot both be '" + first.field().getResultKey()
                    + "': " + reason(first, others.get(0), exclusive) + "; give one of them an alias");
        }
    }

    private String reason(Selected one, Selected other, boolean exclusive) {
        if (!exclusive && !one.field().getName().equals(other.field().getName())) {
            return "'" + one.field().getName() + "' and '" + other.field().getName() + "' are different fields";
        }
        if (!exclusive && !name(one).equals(name(other))) {
            return "their arguments differ";
        }
        return "their types differ";
    }
}
