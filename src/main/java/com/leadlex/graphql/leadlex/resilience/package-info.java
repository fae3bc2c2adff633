/**
 * Decides when a look-up may be sent: a guard for each key, a circuit and a retry budget for all keys together, holds after a
 * 429.
 */
@NullMarked
package com.leadlex.graphql.leadlex.resilience;

import org.jspecify.annotations.NullMarked;
