/** Serves the GraphiQL page and its files. */
@NullMarked
package com.leadlex.graphql.graphiql;

import org.jspecify.annotations.NullMarked;
