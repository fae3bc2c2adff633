package com.leadlex.graphql.http;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/** Why a request is not run. No stack trace: it is an expected end. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final AnswerKind kind;
    private final transient Failure failure;

    public Refusal(AnswerKind kind, Failure failure) {
        super(failure.message(), null, false, false);
        this.kind = kind;
        this.failure = failure;
    }

    public Refusal(AnswerKind kind, ErrorCode code, String message) {
        this(kind, Failure.request(code, message));
    }

    /** With the code {@code BAD_REQUEST}. */
    public Refusal(AnswerKind kind, String message) {
        this(kind, ErrorCode.BAD_REQUEST, message);
    }

    public static Refusal unreadable(String message) {
        return new Refusal(AnswerKind.UNREADABLE, message);
    }

    public static Refusal noGraphQLRequest(String message) {
        return new Refusal(AnswerKind.NO_GRAPHQL_REQUEST, message);
    }

    public AnswerKind kind() {
        return kind;
    }

    public Failure failure() {
        return failure;
    }
}
