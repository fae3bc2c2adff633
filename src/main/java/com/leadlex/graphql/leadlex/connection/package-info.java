/**
 * The connections to Leadlex: which requests each takes, what of the responses is let in and how much of it, and what their
 * failures mean.
 */
@NullMarked
package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.NullMarked;
