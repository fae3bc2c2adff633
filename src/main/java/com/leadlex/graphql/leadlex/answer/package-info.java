/** Reads Leadlex's answers: an activity straight from the bytes, or the failure. */
@NullMarked
package com.leadlex.graphql.leadlex.answer;

import org.jspecify.annotations.NullMarked;
