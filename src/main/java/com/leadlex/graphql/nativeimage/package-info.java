/** Tells GraalVM what it cannot find out by itself. */
@NullMarked
package com.leadlex.graphql.nativeimage;

import org.jspecify.annotations.NullMarked;
