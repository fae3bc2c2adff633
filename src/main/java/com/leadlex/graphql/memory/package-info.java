/** The ledger of the heap, the budgets that keys share, and the memory of one operation. */
package com.leadlex.graphql.memory;
