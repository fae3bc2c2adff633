package com.leadlex.graphql.documents;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about its document.
 *
 * @param query the text; null when the request tells the document by its id or hash
 * @param documentId the id of a trusted document, or null
 * @param persistedQuery the extension of automatic persisted queries, as the JSON had it, or null
 */
public record DocumentReference(@Nullable String query, @Nullable String documentId, @Nullable Object persistedQuery) {
}
