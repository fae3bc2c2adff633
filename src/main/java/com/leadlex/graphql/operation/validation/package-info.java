/** The validation rules of the GraphQL specification, with error places as in graphql-js. */
package com.leadlex.graphql.operation.validation;
