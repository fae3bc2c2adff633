/** GraphQL's view of the activity: its query, federation's entities, the fields' values, and how scalars are coerced. */
@NullMarked
package com.leadlex.graphql.operation.schema;

import org.jspecify.annotations.NullMarked;
