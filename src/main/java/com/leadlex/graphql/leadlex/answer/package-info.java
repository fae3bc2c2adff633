/** Reads what Leadlex answered: an activity straight from the bytes, or why there is none. */
@NullMarked
package com.leadlex.graphql.leadlex.answer;

import org.jspecify.annotations.NullMarked;
