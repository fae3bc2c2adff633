/** Metrics, traces and the operation log: listens to the other rooms, and nobody calls it by name. */
package com.leadlex.graphql.observability;
