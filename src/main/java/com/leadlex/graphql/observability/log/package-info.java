/** One line an operation, as JSON in production: what it tells, and how it is written without holding a request up. */
@NullMarked
package com.leadlex.graphql.observability.log;

import org.jspecify.annotations.NullMarked;
