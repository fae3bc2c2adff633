/** Tells GraalVM what it cannot find out by itself. */
package com.leadlex.graphql.nativeimage;
