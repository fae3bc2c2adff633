/** Executes GraphQL operations: parses, limits, validates and runs their documents. */
@NullMarked
package com.leadlex.graphql.operation;

import org.jspecify.annotations.NullMarked;
