package com.leadlex.graphql.http;

import com.leadlex.graphql.operation.GraphQLResponse;

/** Which status code an answer has (GraphQL over HTTP, section 6.4). */
final class StatusPolicy {

    private StatusPolicy() {
    }

    static int status(GraphQLResponse.Status outcome, ResponseFormat format) {
        return switch (outcome) {
            case EXECUTED -> 200;
            case REQUEST_ERROR -> format == ResponseFormat.GRAPHQL_RESPONSE ? 400 : 200;
            case NOT_A_QUERY -> 405;
        };
    }
}
