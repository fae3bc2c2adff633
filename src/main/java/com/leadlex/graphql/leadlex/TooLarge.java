package com.leadlex.graphql.leadlex;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/**
 * The body is larger than it may be, or than there is room for; what its head told is kept. No stack trace: it is an expected
 * end.
 */
final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AnswerHead head;
    private final transient Failure failure;

    /** @param failure what that means where the status does not tell more */
    TooLarge(AnswerHead head, Failure failure) {
        super("The response is too large", null, false, false);
        this.head = head;
        this.failure = failure;
    }

    static @Nullable TooLarge in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge found) {
                return found;
            }
        }
        return null;
    }

    AnswerHead head() {
        return head;
    }

    Failure failure() {
        return failure;
    }
}
