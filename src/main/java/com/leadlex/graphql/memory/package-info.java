/** What the heap is shared between, and the budget that the answers of an operation have. */
@NullMarked
package com.leadlex.graphql.memory;

import org.jspecify.annotations.NullMarked;
