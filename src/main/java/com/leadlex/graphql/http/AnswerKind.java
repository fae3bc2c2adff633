package com.leadlex.graphql.http;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.operation.GraphQLResponse;

/** What kind of answer a request has, as far as its status code depends on it (GraphQL over HTTP, "Status Codes"). */
enum AnswerKind {
    /** Executed: there is {@code data}, even if null or partial. */
    EXECUTED,
    /** The URL's parameters are not correctly encoded, or the body is not JSON. */
    UNREADABLE,
    /** It can be read, but is no GraphQL request: a parameter is missing, or has the wrong type. */
    NO_GRAPHQL_REQUEST,
    /** A GraphQL request whose document cannot be run. */
    INVALID_DOCUMENT,
    /** A hash or id that no document is known by. */
    UNKNOWN_DOCUMENT,
    UNTRUSTED_DOCUMENT,
    /** By GET, of a page that has no business with this service. */
    FOREIGN_PAGE,
    MUTATION_BY_GET,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    BODY_TOO_LATE,
    BODY_TOO_LARGE,
    UNSUPPORTED_CONTENT,
    /** A bug of this service. */
    FAILED;

    static AnswerKind of(GraphQLResponse.Status status) {
        return switch (status) {
            case EXECUTED -> EXECUTED;
            case REQUEST_ERROR -> INVALID_DOCUMENT;
            case NOT_A_QUERY -> MUTATION_BY_GET;
        };
    }

    /** @param code of a document that was not found */
    static AnswerKind ofLookup(ErrorCode code) {
        return switch (code) {
            case PERSISTED_QUERY_NOT_FOUND -> UNKNOWN_DOCUMENT;
            case DOCUMENT_NOT_TRUSTED -> UNTRUSTED_DOCUMENT;
            default -> NO_GRAPHQL_REQUEST;
        };
    }

    /** Whether the rest of the body is not worth reading, so that the connection is closed. */
    boolean leavesBodyUnread() {
        return this == BODY_TOO_LARGE || this == BODY_TOO_LATE;
    }
}
