/** Metrics, traces and the operation log. It implements the listeners of other rooms, which never name it. */
package com.leadlex.graphql.observability;
