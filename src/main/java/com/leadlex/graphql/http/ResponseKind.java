package com.leadlex.graphql.http;

import com.leadlex.graphql.error.ErrorCode;

/** The kinds of responses that differ in their status code. */
public enum ResponseKind {
    /** A response with {@code data} and without errors. */
    DATA,
    /** A response with errors and {@code data}, which may be null. */
    PARTIAL_DATA,
    /** The URL's parameters are not correctly encoded, the body is not JSON, or the document is empty. */
    UNREADABLE,
    /** Valid JSON, but no GraphQL request: a parameter is missing, or has the wrong type. */
    NO_GRAPHQL_REQUEST,
    /** The document does not parse. */
    UNPARSABLE_DOCUMENT,
    /** A GraphQL request that cannot be run: not valid, over a limit, no such operation, or variables of the wrong type. */
    INVALID_REQUEST,
    /** No document has this hash or id. */
    UNKNOWN_DOCUMENT,
    UNTRUSTED_DOCUMENT,
    /** A GET from a page of another origin, where callers need no key of their own. */
    CROSS_ORIGIN_GET,
    MUTATION_BY_GET,
    MUTATION_BY_QUERY,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    BODY_TOO_LATE,
    BODY_TOO_LARGE,
    UNSUPPORTED_CONTENT,
    /** The request failed by a bug of this service. */
    FAILED;

    /** @param code the code of the first error of a request that was refused before it was executed */
    public static ResponseKind ofRequestError(ErrorCode code) {
        return switch (code) {
            case GRAPHQL_PARSE_FAILED -> UNPARSABLE_DOCUMENT;
            case PERSISTED_QUERY_NOT_FOUND -> UNKNOWN_DOCUMENT;
            case DOCUMENT_NOT_TRUSTED -> UNTRUSTED_DOCUMENT;
            case BAD_REQUEST -> NO_GRAPHQL_REQUEST;
            case INTERNAL_SERVER_ERROR -> FAILED;
            default -> INVALID_REQUEST;
        };
    }

    /** @param code why the request's document was not found */
    public static ResponseKind ofDocumentError(ErrorCode code) {
        return code == ErrorCode.GRAPHQL_PARSE_FAILED ? UNREADABLE : ofRequestError(code);
    }
}
