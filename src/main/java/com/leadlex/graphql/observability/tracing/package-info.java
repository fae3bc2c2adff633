/** Spans from the caller to Leadlex. */
@NullMarked
package com.leadlex.graphql.observability.tracing;

import org.jspecify.annotations.NullMarked;
