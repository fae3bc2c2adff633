/** Turns a document's text into its tree, or says at which character or token it goes wrong. */
@NullMarked
package com.leadlex.graphql.operation.syntax;

import org.jspecify.annotations.NullMarked;
