package com.leadlex.graphql.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a GraphQL request (GraphQL over HTTP, section 5.1), from its body or its URL.
 *
 * @param query the document; null when {@code documentId} or {@code extensions} name it
 * @param variables empty when not given
 * @param extensions empty when not given
 * @param documentId the id of a trusted document, or null
 */
public record Parameters(@Nullable String query, @Nullable String operationName, Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions, @Nullable String documentId) {
}
