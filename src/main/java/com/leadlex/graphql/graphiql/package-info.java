/** Serves the GraphiQL page and its files. */
package com.leadlex.graphql.graphiql;
