/** Finds the document that a request means: by its text, by a persisted hash, or by the id of a trusted one. */
@NullMarked
package com.leadlex.graphql.documents;

import org.jspecify.annotations.NullMarked;
