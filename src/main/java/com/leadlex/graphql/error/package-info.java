/** Error codes, failures, and the one class that turns a failure into a GraphQL error. */
package com.leadlex.graphql.error;
