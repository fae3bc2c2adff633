/** Runs an operation: parses, limits, validates and executes its document. */
package com.leadlex.graphql.operation;
