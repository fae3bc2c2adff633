package com.leadlex.graphql.activity;

import com.leadlex.graphql.error.Failure;

/** Carries a {@link Failure} through an API that knows only exceptions. No stack trace: it is an expected end. */
final class FailedLookup extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FailedLookup(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
