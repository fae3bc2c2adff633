package com.leadlex.graphql.leadlex.resilience;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/**
 * An attempt that failed by Leadlex or the network, which the circuit breaker counts. No stack trace: it is an expected end.
 */
public final class FailedAttempt extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final boolean mayBeFollowed;

    FailedAttempt(Failure failure, boolean mayBeFollowed) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.mayBeFollowed = mayBeFollowed;
    }

    /** Whether an attempt that ended so is one: Leadlex did not answer, or with a 5xx. */
    public static boolean isOne(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.RATE_LIMITED && failure.code() != ErrorCode.OVERLOADED;
    }

    /** Whether there may be another attempt. */
    boolean mayBeFollowed() {
        return mayBeFollowed;
    }

    public Failure failure() {
        return failure;
    }
}
