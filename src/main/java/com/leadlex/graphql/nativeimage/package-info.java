/** Native-image metadata that takes code. */
@NullMarked
package com.leadlex.graphql.nativeimage;

import org.jspecify.annotations.NullMarked;
