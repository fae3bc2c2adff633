/** Bounds what one connection of a caller may cost over HTTP/1.1. */
@NullMarked
package com.leadlex.graphql.connection;

import org.jspecify.annotations.NullMarked;
