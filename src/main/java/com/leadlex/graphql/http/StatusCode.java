package com.leadlex.graphql.http;

/** Which status code an answer has (GraphQL over HTTP, "Status Codes"). */
final class StatusCode {

    private StatusCode() {
    }

    static int of(AnswerKind kind, ResponseFormat format, Edition edition) {
        return switch (kind) {
            case EXECUTED -> 200;
            case UNREADABLE, NO_GRAPHQL_REQUEST -> 400;
            // Clients of application/json are older than the status codes: they take 200 for every well-formed request.
            case INVALID_DOCUMENT, UNKNOWN_DOCUMENT, UNTRUSTED_DOCUMENT -> format == ResponseFormat.JSON ? 200 : 400;
            case FOREIGN_PAGE -> 403;
            case MUTATION_BY_GET, METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case BODY_TOO_LATE -> 408;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_CONTENT -> 415;
            case FAILED -> 500;
        };
    }
}
