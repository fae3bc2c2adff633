/** Metrics, traces and the operation log. It implements the listeners of other rooms, which never name it. */
@NullMarked
package com.leadlex.graphql.observability;

import org.jspecify.annotations.NullMarked;
