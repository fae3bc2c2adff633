package com.leadlex.graphql.leadlex;

import com.leadlex.graphql.error.Failure;

/** An attempt that may be worth a retry, and that the circuit breaker counts. No stack trace: it is an expected end. */
final class FailedAttempt extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FailedAttempt(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
