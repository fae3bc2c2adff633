/** Computes defaults, checks the configuration at start, and tells why a start failed. */
@NullMarked
package com.leadlex.graphql.settings;

import org.jspecify.annotations.NullMarked;
