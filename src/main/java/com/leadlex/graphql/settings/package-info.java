/** Computes defaults, checks the configuration at start, and reports why a start failed. */
@NullMarked
package com.leadlex.graphql.settings;

import org.jspecify.annotations.NullMarked;
