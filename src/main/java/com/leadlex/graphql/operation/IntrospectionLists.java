package com.leadlex.graphql.operation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;

/**
 * The fields of introspection that are lists, and how long each is at most in the schema. A type leads to its fields and those
 * to their types, and so on: lists in lists multiply, whatever an operation's own size.
 */
final class IntrospectionLists {

    private final Map<String, Integer> longest;

    IntrospectionLists(GraphQLSchema schema) {
        List<GraphQLNamedType> types = schema.getAllTypesAsList();
        List<GraphQLFieldDefinition> fields = types(types, GraphQLFieldsContainer.class)
                .flatMap(type -> type.getFieldDefinitions().stream()).toList();
        longest = Map.of(
                "types", types.size(),
                "directives", schema.getDirectives().size(),
                "fields", longest(types(types, GraphQLFieldsContainer.class).map(GraphQLFieldsContainer::getFieldDefinitions)),
                "args", longest(Stream.concat(fields.stream().map(GraphQLFieldDefinition::getArguments),
                        schema.getDirectives().stream().map(GraphQLDirective::getArguments))),
                "inputFields", longest(types(types, GraphQLInputObjectType.class).map(GraphQLInputObjectType::getFields)),
                "enumValues", longest(types(types, GraphQLEnumType.class).map(GraphQLEnumType::getValues)),
                "possibleTypes", longest(types(types, GraphQLUnionType.class).map(GraphQLUnionType::getTypes)),
                "interfaces", 1);
    }

    private static <T> Stream<T> types(List<GraphQLNamedType> types, Class<T> kind) {
        return types.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static int longest(Stream<? extends Collection<?>> lists) {
        return lists.mapToInt(Collection::size).max().orElse(1);
    }

    /** @return 1 when the field is no list of introspection */
    int longest(String field) {
        return longest.getOrDefault(field, 1);
    }
}
