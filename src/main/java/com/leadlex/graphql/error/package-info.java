/** The error codes, the failures, and the one place that makes a GraphQL error of a failure. */
package com.leadlex.graphql.error;
