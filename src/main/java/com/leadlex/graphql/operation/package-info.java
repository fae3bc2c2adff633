/** Executes GraphQL operations: parses, limits, validates and runs their documents. */
package com.leadlex.graphql.operation;
