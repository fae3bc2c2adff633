/** A look-up from its key and id to its result: deduplication, admission, and the requests that it sends to Leadlex. */
package com.leadlex.graphql.leadlex.lookup;
