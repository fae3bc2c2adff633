package com.leadlex.graphql.http.request;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.documents.DocumentReference;

/**
 * The parameters of a GraphQL request (GraphQL over HTTP, section 5.1), whether from a body or a URL.
 *
 * @param query the document; null when it is told by {@code documentId} or {@code extensions}
 * @param variables empty when not given
 * @param extensions empty when not given
 * @param documentId which trusted document, or null
 */
public record Parameters(@Nullable String query, @Nullable String operationName, Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions, @Nullable String documentId) {

    public DocumentReference document() {
        return new DocumentReference(query, documentId, extensions.get("persistedQuery"));
    }
}
