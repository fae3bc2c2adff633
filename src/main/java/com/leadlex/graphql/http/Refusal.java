package com.leadlex.graphql.http;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/** An HTTP request that is no GraphQL request that can be run. No stack trace: it is an expected end. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** In place of a status: the one that a document has which cannot be run. */
    static final int AS_INVALID_DOCUMENT = 0;

    private final int status;
    private final transient Failure failure;

    Refusal(int status, ErrorCode code, String message) {
        super(message, null, false, false);
        this.status = status;
        failure = Failure.request(code, message);
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, ErrorCode.BAD_REQUEST, message);
    }

    int status() {
        return status;
    }

    Failure failure() {
        return failure;
    }
}
