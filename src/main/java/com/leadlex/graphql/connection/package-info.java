/** Bounds what one connection of a client may cost, whatever is asked for on it. */
@NullMarked
package com.leadlex.graphql.connection;

import org.jspecify.annotations.NullMarked;
