/** The activity in GraphQL: its query, federation's entities, field values, and the coercion of scalars. */
@NullMarked
package com.leadlex.graphql.operation.schema;

import org.jspecify.annotations.NullMarked;
