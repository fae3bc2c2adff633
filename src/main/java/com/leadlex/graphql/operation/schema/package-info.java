/** The activity in GraphQL: its query, federation's entities, field values, and the coercion of scalars. */
package com.leadlex.graphql.operation.schema;
