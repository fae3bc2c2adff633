/**
 * The connections to Leadlex: which address each goes to, which requests it takes, and what of the answers is let in, how much
 * of it and for how long.
 */
@NullMarked
package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.NullMarked;
