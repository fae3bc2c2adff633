/**
 * The core: the activity, its fields and ids, what a look-up takes and how it ends, and the port through which activities come.
 */
@NullMarked
package com.leadlex.graphql.activity;

import org.jspecify.annotations.NullMarked;
