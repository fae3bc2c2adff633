/** Shares through Redis what replicas learn: registered documents and the holds of keys. */
package com.leadlex.graphql.sharing;
