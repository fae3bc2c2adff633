/** Bounds what one connection of a caller may cost over HTTP/1.1. */
package com.leadlex.graphql.connection;
