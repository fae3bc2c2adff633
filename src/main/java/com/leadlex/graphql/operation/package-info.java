/** Runs an operation: parses, limits, validates and executes its document. */
@NullMarked
package com.leadlex.graphql.operation;

import org.jspecify.annotations.NullMarked;
