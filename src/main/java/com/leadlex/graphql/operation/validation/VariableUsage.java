package com.leadlex.graphql.operation.validation;

import org.jspecify.annotations.Nullable;

import graphql.schema.GraphQLType;

/**
 * A place where a variable is used.
 *
 * @param type the type of the place
 * @param hasDefault true when the place has a default value in the schema
 * @param mustNotBeNull true when graphql-java fails if the variable is null, even where its type is nullable
 */
record VariableUsage(String name, @Nullable GraphQLType type, boolean hasDefault, boolean mustNotBeNull) {
}
