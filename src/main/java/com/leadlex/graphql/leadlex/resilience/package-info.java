/** Decides when a look-up may be sent: guards of keys, a circuit and a retry budget for all keys, holds after a 429. */
package com.leadlex.graphql.leadlex.resilience;
