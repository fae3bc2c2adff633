/** Parses documents into graphql-java's syntax tree, or reports which character or token is wrong. */
@NullMarked
package com.leadlex.graphql.operation.syntax;

import org.jspecify.annotations.NullMarked;
