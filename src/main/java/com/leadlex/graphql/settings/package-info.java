/** Computes defaults and checks the configuration at start. */
@NullMarked
package com.leadlex.graphql.settings;

import org.jspecify.annotations.NullMarked;
