package com.leadlex.graphql.operation;

import java.util.List;

import graphql.introspection.Introspection;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputFieldsContainer;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.visibility.DefaultGraphqlFieldVisibility;
import graphql.schema.visibility.GraphqlFieldVisibility;

/**
 * Lets graphql-java's rule on fields that can be merged see {@code __schema}, {@code __type} and {@code __typename}, too. It
 * looks a field up here and loses the types below one that it does not find: valid introspection was refused and invalid
 * introspection was run.
 */
final class MetaFieldVisibility implements GraphqlFieldVisibility {

    private static final GraphqlFieldVisibility DEFAULT = DefaultGraphqlFieldVisibility.DEFAULT_FIELD_VISIBILITY;

    private final String query;

    /** @param query the name of the type of queries, which alone has the fields of introspection */
    MetaFieldVisibility(String query) {
        this.query = query;
    }

    @Override
    public List<GraphQLFieldDefinition> getFieldDefinitions(GraphQLFieldsContainer type) {
        return DEFAULT.getFieldDefinitions(type);
    }

    @Override
    public GraphQLFieldDefinition getFieldDefinition(GraphQLFieldsContainer type, String field) {
        if (field.equals(Introspection.TypeNameMetaFieldDef.getName())) {
            return Introspection.TypeNameMetaFieldDef;
        }
        if (type.getName().equals(query)) {
            if (field.equals(Introspection.SchemaMetaFieldDef.getName())) {
                return Introspection.SchemaMetaFieldDef;
            }
            if (field.equals(Introspection.TypeMetaFieldDef.getName())) {
                return Introspection.TypeMetaFieldDef;
            }
        }
        return DEFAULT.getFieldDefinition(type, field);
    }

    @Override
    public List<GraphQLInputObjectField> getFieldDefinitions(GraphQLInputFieldsContainer type) {
        return DEFAULT.getFieldDefinitions(type);
    }

    @Override
    public GraphQLInputObjectField getFieldDefinition(GraphQLInputFieldsContainer type, String field) {
        return DEFAULT.getFieldDefinition(type, field);
    }
}
