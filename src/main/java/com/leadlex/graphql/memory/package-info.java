/** The ledger of the heap, the budgets that keys share, and the memory of one operation. */
@NullMarked
package com.leadlex.graphql.memory;

import org.jspecify.annotations.NullMarked;
