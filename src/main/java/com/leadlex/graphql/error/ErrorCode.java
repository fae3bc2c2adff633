package com.leadlex.graphql.error;

import graphql.ErrorClassification;
import graphql.GraphQLError;

/**
 * The value of {@code extensions.code} of every error this service answers: what a program switches on.
 * Codes are never renamed; a caller that meets an unknown one should treat it as not retryable. In this service it is also
 * what {@link GraphQLError#getErrorType} tells.
 */
public enum ErrorCode implements ErrorClassification {
    /** No usable key came with the request, or Leadlex refused it (401). */
    UNAUTHENTICATED,
    /** The key lacks a permission (403). */
    FORBIDDEN,
    /** Leadlex has no such activity (404). */
    NOT_FOUND,
    /** Leadlex limits the key's rate (429), or did a moment ago. */
    RATE_LIMITED,
    /** Leadlex answered any other 4xx or a 5xx. */
    UPSTREAM_ERROR,
    /** Leadlex could not be reached, or hung up before its answer was whole. */
    UPSTREAM_UNAVAILABLE,
    /** Leadlex did not answer in time. */
    UPSTREAM_TIMEOUT,
    /** Leadlex answered without error, but with no activity that can be used. */
    UPSTREAM_INVALID_RESPONSE,
    /** This service's own limit of concurrent look-ups is reached. */
    OVERLOADED,
    /** An argument or variable is not what the schema allows. */
    BAD_USER_INPUT,
    /** A bug of this service. */
    INTERNAL_SERVER_ERROR,
    /** The document is not GraphQL. */
    GRAPHQL_PARSE_FAILED,
    /** The document does not fit the schema. */
    GRAPHQL_VALIDATION_FAILED,
    /** The document has no operation of that name, or several and no name was given. */
    OPERATION_RESOLUTION_FAILURE,
    /** The document exceeds a limit: tokens, depth, aliases, directives or look-ups. */
    OPERATION_TOO_COMPLEX,
    /** The request's body is too large. */
    PAYLOAD_TOO_LARGE,
    /** The HTTP request is not a GraphQL request. */
    BAD_REQUEST,
    /** Automatic persisted queries: the hash is not known here; send the document along with it. */
    PERSISTED_QUERY_NOT_FOUND,
    /** Only trusted documents are run here, and this one is not trusted. */
    DOCUMENT_NOT_TRUSTED;

    /** True for what an operator should see: this service's fault or Leadlex's, not a caller's own mistake. */
    public boolean isServerFault() {
        return switch (this) {
            case UPSTREAM_ERROR, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, UPSTREAM_INVALID_RESPONSE, OVERLOADED,
                    INTERNAL_SERVER_ERROR ->
                true;
            default -> false;
        };
    }

    /** @return an error without one of our codes would be a bug of ours, and counts as one */
    public static ErrorCode of(GraphQLError error) {
        return error.getErrorType() instanceof ErrorCode code ? code : INTERNAL_SERVER_ERROR;
    }
}
