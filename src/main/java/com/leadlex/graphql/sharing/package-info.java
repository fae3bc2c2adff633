/** Shares through Redis what replicas learn: registered documents and the holds of keys. */
@NullMarked
package com.leadlex.graphql.sharing;

import org.jspecify.annotations.NullMarked;
