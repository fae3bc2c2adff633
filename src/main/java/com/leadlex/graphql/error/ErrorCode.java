package com.leadlex.graphql.error;

import graphql.ErrorClassification;
import graphql.GraphQLError;

/**
 * The value of {@code extensions.code} of each error, for programs to switch on. Codes are never renamed.
 * A caller should treat an unknown code as not retryable. {@link GraphQLError#getErrorType} returns the code, too.
 */
public enum ErrorCode implements ErrorClassification {
    /** The request has no usable key, or Leadlex refused the key (401). */
    UNAUTHENTICATED,
    /** The key lacks a permission (403). */
    FORBIDDEN,
    /** Leadlex has no such activity (404). */
    NOT_FOUND,
    /** Leadlex limits the key's rate (429), or did a moment ago. */
    RATE_LIMITED,
    /** Leadlex answered any other 4xx or a 5xx. */
    UPSTREAM_ERROR,
    /** Leadlex could not be reached, or closed the connection before its response was complete. */
    UPSTREAM_UNAVAILABLE,
    /** Leadlex did not answer in time. */
    UPSTREAM_TIMEOUT,
    /** Leadlex answered without an error status, but not with a usable activity. */
    UPSTREAM_INVALID_RESPONSE,
    /** This service has too many look-ups in progress. */
    OVERLOADED,
    /** An argument or variable is not what the schema allows. */
    BAD_USER_INPUT,
    /** A bug of this service. */
    INTERNAL_SERVER_ERROR,
    /** The document is not GraphQL. */
    GRAPHQL_PARSE_FAILED,
    /** The document does not fit the schema. */
    GRAPHQL_VALIDATION_FAILED,
    /** No operation of the document, or more than one, matches operationName. */
    OPERATION_RESOLUTION_FAILURE,
    /** The document exceeds a limit of {@code facade.limits}. */
    OPERATION_TOO_COMPLEX,
    /** The request's body is too large. */
    PAYLOAD_TOO_LARGE,
    /** The HTTP request is not a GraphQL request. */
    BAD_REQUEST,
    /** Automatic persisted queries: the hash is unknown; send the document with it. */
    PERSISTED_QUERY_NOT_FOUND,
    /** This service runs trusted documents only, and the document is not trusted. */
    DOCUMENT_NOT_TRUSTED;

    /** True when this service or Leadlex is at fault, not the caller: an operator should see it. */
    public boolean isServerFault() {
        return switch (this) {
            case UPSTREAM_ERROR, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, UPSTREAM_INVALID_RESPONSE, OVERLOADED,
                    INTERNAL_SERVER_ERROR ->
                true;
            default -> false;
        };
    }

    /** @return the code of the error; an error without a code is a bug */
    public static ErrorCode of(GraphQLError error) {
        return error.getErrorType() instanceof ErrorCode code ? code : INTERNAL_SERVER_ERROR;
    }
}
