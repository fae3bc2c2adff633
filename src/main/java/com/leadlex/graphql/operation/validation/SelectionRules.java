package com.leadlex.graphql.operation.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.operation.validation.VariableRules.References;

import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;

/** The rules on fields and fragments (GraphQL specification, sections 5.3 and 5.5), in a walk over one definition. */
final class SelectionRules {

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final ArgumentRules arguments;
    private final ErrorList errors;

    SelectionRules(GraphQLSchema schema, Map<String, FragmentDefinition> fragments, ArgumentRules arguments, ErrorList errors) {
        this.schema = schema;
        this.fragments = fragments;
        this.arguments = arguments;
        this.errors = errors;
    }

    /** @param parent the type that it is selected of; null when that is not known, which others tell */
    void check(SelectionSet selections, @Nullable GraphQLCompositeType parent, References references) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                field(field, parent, references);
            } else if (selection instanceof InlineFragment inline) {
                arguments.directives(inline.getDirectives(), DirectiveLocation.INLINE_FRAGMENT, references);
                TypeName condition = inline.getTypeCondition();
                GraphQLCompositeType type = condition == null ? parent : condition(condition, inline);
                overlap(inline, type, parent);
                check(inline.getSelectionSet(), type, references);
            } else {
                spread((FragmentSpread) selection, parent, references);
            }
        }
    }

    private void field(Field field, @Nullable GraphQLCompositeType parent, References references) {
        GraphQLFieldDefinition known = definition(schema, parent, field.getName());
        if (parent != null && known == null) {
            errors.add(field, "The type '%s' has no field '%s'.", parent.getName(), field.getName());
        }
        arguments.arguments(field, field.getArguments(), known == null ? null : known.getArguments(), false, references);
        arguments.directives(field.getDirectives(), DirectiveLocation.FIELD, references);
        GraphQLType type = known == null ? null : GraphQLTypeUtil.unwrapAll(known.getType());
        GraphQLCompositeType composite = type instanceof GraphQLCompositeType it ? it : null;
        SelectionSet selections = field.getSelectionSet();
        if (selections != null) {
            if (type != null && composite == null) {
                errors.add(selections, "'%s' has no fields to select.", field.getName());
            }
            check(selections, composite, references);
        } else if (composite != null) {
            errors.add(field, "'%s' needs a selection of the fields of '%s'.", field.getName(), composite.getName());
        }
    }

    private void spread(FragmentSpread spread, @Nullable GraphQLCompositeType parent, References references) {
        references.spreads().add(spread);
        arguments.directives(spread.getDirectives(), DirectiveLocation.FRAGMENT_SPREAD, references);
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment == null) {
            errors.add(spread, "There is no fragment '%s'.", spread.getName());
        } else if (schema.getType(fragment.getTypeCondition().getName()) instanceof GraphQLCompositeType type) {
            overlap(spread, type, parent);
        }
    }

    /** @return null when it is not the name of a type with fields */
    @Nullable
    GraphQLCompositeType condition(TypeName condition, Node<?> fragment) {
        GraphQLType type = schema.getType(condition.getName());
        if (!(type instanceof GraphQLCompositeType)) {
            errors.add(condition.getSourceLocation() == null ? fragment : condition,
                    type == null ? "There is no type '%s'." : "'%s' has no fields, so that no fragment can be on it.",
                    condition.getName());
        }
        return type instanceof GraphQLCompositeType composite ? composite : null;
    }

    private void overlap(Node<?> fragment, @Nullable GraphQLCompositeType type, @Nullable GraphQLCompositeType parent) {
        if (type != null && parent != null && type != parent
                && objects(type).stream().noneMatch(objects(parent)::contains)) {
            errors.add(fragment, "A fragment on '%s' cannot be spread here, where there is '%s'.", type.getName(),
                    parent.getName());
        }
    }

    /** The names of the object types that a value of the type can have. */
    private Set<String> objects(GraphQLCompositeType type) {
        List<? extends GraphQLNamedType> objects = type instanceof GraphQLUnionType union ? union.getTypes()
                : type instanceof GraphQLInterfaceType it ? schema.getImplementations(it) : List.of(type);
        return objects.stream().map(GraphQLNamedType::getName).collect(Collectors.toSet());
    }

    /** @return null when the type has no such field, or is null */
    static @Nullable GraphQLFieldDefinition definition(GraphQLSchema schema, @Nullable GraphQLCompositeType parent,
            String field) {
        if (parent != null && field.equals("__typename")) {
            return schema.getIntrospectionTypenameFieldDefinition();
        }
        if (parent != null && parent == schema.getQueryType() && field.equals("__schema")) {
            return schema.getIntrospectionSchemaFieldDefinition();
        }
        if (parent != null && parent == schema.getQueryType() && field.equals("__type")) {
            return schema.getIntrospectionTypeFieldDefinition();
        }
        return parent instanceof GraphQLFieldsContainer container ? container.getFieldDefinition(field) : null;
    }
}
