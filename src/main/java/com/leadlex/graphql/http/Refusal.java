package com.leadlex.graphql.http;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/** The reason why a request is not run. Has no stack trace: refusals are expected. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final ResponseKind kind;
    private final transient Failure failure;

    public Refusal(ResponseKind kind, Failure failure) {
        super(failure.message(), null, false, false); // no cause, no suppressed exceptions, no stack trace
        this.kind = kind;
        this.failure = failure;
    }

    public Refusal(ResponseKind kind, ErrorCode code, String message) {
        this(kind, Failure.ofRequest(code, message));
    }

    /** A refusal with the code {@code BAD_REQUEST}. */
    public Refusal(ResponseKind kind, String message) {
        this(kind, ErrorCode.BAD_REQUEST, message);
    }

    public static Refusal unreadable(String message) {
        return new Refusal(ResponseKind.UNREADABLE, message);
    }

    public static Refusal notGraphQLRequest(String message) {
        return new Refusal(ResponseKind.NO_GRAPHQL_REQUEST, message);
    }

    public ResponseKind kind() {
        return kind;
    }

    public Failure failure() {
        return failure;
    }
}
