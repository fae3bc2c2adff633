/** The validation rules of the GraphQL specification, with error places as in graphql-js. */
@NullMarked
package com.leadlex.graphql.operation.validation;

import org.jspecify.annotations.NullMarked;
