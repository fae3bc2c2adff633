/** Reads Leadlex's answers: an activity straight from the bytes, or the failure. */
package com.leadlex.graphql.leadlex.answer;
