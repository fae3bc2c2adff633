/**
 * One line an operation, as JSON in production; and the thread that writes all lines, so that no request waits for a reader.
 */
@NullMarked
package com.leadlex.graphql.observability.log;

import org.jspecify.annotations.NullMarked;
