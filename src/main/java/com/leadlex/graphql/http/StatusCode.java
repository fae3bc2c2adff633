package com.leadlex.graphql.http;

/**
 * The status code of an answer (GraphQL over HTTP, "Status Codes"). In the draft of 2025, a client that asks
 * for {@code application/json} may not know these status codes: every well-formed request of such a client is answered 200.
 */
public final class StatusCode {

    /** Defined by GraphQL over HTTP, section "Partial success", and not registered with IANA. */
    public static final int PARTIAL_SUCCESS = 294;

    private StatusCode() {
    }

    /** @param format the format that the client prefers */
    public static int of(ResponseKind kind, ResponseFormat format, int edition) {
        boolean isDraftEdition = edition == HttpConfig.DRAFT_EDITION;
        boolean prefersJson = format == ResponseFormat.JSON;
        return switch (kind) {
            case DATA -> 200;
            case PARTIAL_DATA -> isDraftEdition ? 200 : PARTIAL_SUCCESS;
            case UNREADABLE -> 400;
            case NO_GRAPHQL_REQUEST -> isDraftEdition ? 400 : 422;
            case UNPARSABLE_DOCUMENT -> isDraftEdition && prefersJson ? 200 : 400;
            case INVALID_REQUEST -> isDraftEdition ? prefersJson ? 200 : 400 : 422;
            // Apollo's clients before 4 send the document along only after a 2xx.
            case UNKNOWN_DOCUMENT -> prefersJson ? 200 : isDraftEdition ? 400 : 422;
            case UNTRUSTED_DOCUMENT -> isDraftEdition ? prefersJson ? 200 : 400 : 403;
            case CROSS_ORIGIN_GET -> 403;
            case MUTATION_BY_GET, METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case BODY_TOO_LATE -> 408;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_CONTENT -> 415;
            case MUTATION_BY_QUERY -> 422;
            case FAILED -> 500;
        };
    }
}
