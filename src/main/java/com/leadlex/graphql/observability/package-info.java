/** Metrics, traces and the operation log: listens to the other rooms, and nobody calls it by name. */
@NullMarked
package com.leadlex.graphql.observability;

import org.jspecify.annotations.NullMarked;
