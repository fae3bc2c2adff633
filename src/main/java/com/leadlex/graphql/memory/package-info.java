/** What the heap is shared between. */
@NullMarked
package com.leadlex.graphql.memory;

import org.jspecify.annotations.NullMarked;
