/** Finds the document that a request means: by its text, by a persisted hash, or by the id of a trusted one. */
package com.leadlex.graphql.documents;
