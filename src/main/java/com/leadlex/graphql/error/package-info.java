/** The error codes, the failures, and the one place that makes a GraphQL error of a failure. */
@NullMarked
package com.leadlex.graphql.error;

import org.jspecify.annotations.NullMarked;
