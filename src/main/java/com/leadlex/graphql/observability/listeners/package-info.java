/** Hear what requests and calls to Leadlex come to, and tell the log, the metrics and the spans. */
@NullMarked
package com.leadlex.graphql.observability.listeners;

import org.jspecify.annotations.NullMarked;
