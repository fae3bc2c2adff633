/** Error codes, failures, and the one class that turns a failure into a GraphQL error. */
@NullMarked
package com.leadlex.graphql.error;

import org.jspecify.annotations.NullMarked;
