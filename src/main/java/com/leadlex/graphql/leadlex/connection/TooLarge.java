package com.leadlex.graphql.leadlex.connection;

import com.leadlex.graphql.error.Failure;

/**
 * The body is larger than it may be, in more pieces, or than there is room for; what its head told is kept. No stack trace: it
 * is an expected end.
 */
public final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AnswerHead head;
    private final transient Failure failure;

    /** @param failure what that means where the status does not tell more */
    TooLarge(AnswerHead head, Failure failure) {
        super("The response is too large", null, false, false);
        this.head = head;
        this.failure = failure;
    }

    public AnswerHead head() {
        return head;
    }

    public Failure failure() {
        return failure;
    }
}
