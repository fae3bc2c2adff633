/** One look-up from its key and id to its outcome: equal ones share a flight, a flight makes calls, a call is one request. */
@NullMarked
package com.leadlex.graphql.leadlex.lookup;

import org.jspecify.annotations.NullMarked;
