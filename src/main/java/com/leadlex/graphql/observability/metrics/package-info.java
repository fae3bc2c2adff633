/** Counters, timers and gauges, all there from the start. */
@NullMarked
package com.leadlex.graphql.observability.metrics;

import org.jspecify.annotations.NullMarked;
