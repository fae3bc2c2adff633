package com.leadlex.graphql.operation;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request, whichever way it came.
 *
 * @param query the document's text
 * @param operationName which of its operations to run; null when it was not given
 * @param variables as the JSON had them: String, Integer, Long, BigInteger, BigDecimal, Boolean, List, Map, null
 * @param queriesOnly whether only queries may be run: true for GET (GraphQL over HTTP)
 */
public record GraphQLRequest(String query, @Nullable String operationName, Map<String, @Nullable Object> variables,
        boolean queriesOnly) {
}
