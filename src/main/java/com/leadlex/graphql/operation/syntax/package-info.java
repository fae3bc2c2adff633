/** Parses documents into graphql-java's syntax tree, or reports which character or token is wrong. */
package com.leadlex.graphql.operation.syntax;
