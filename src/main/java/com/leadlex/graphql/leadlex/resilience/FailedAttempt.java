package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.CompletionException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;

/**
 * An attempt that failed because of Leadlex or the network. It is an exception,
 * because circuit breaker and retry react to exceptions; it has no stack trace, since such failures are expected.
 */
public final class FailedAttempt extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(FailedAttempt.class);

    private final transient Failure failure;
    private final boolean mayBeRetried;

    FailedAttempt(Failure failure, boolean mayBeRetried) {
        super(failure.message(), null, false, false); // no cause, no suppressed exceptions, no stack trace
        this.failure = failure;
        this.mayBeRetried = mayBeRetried;
    }

    /** True when the failure counts as a failed attempt: Leadlex did not answer, or answered with a 5xx. */
    public static boolean isFailedAttempt(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.RATE_LIMITED && failure.code() != ErrorCode.OVERLOADED;
    }

    /** The failure that a look-up reports for an exception. */
    public static Failure failureOf(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof FailedAttempt failedAttempt) {
            return failedAttempt.failure;
        }
        if (cause instanceof CircuitBreakerOpenException) {
            return Failure.unavailable(Cause.CIRCUIT);
        }
        LOG.error("A look-up failed unexpectedly", WithoutMessages.of(cause));
        return Failure.BUG;
    }

    /** True when another attempt may follow this one. */
    boolean mayBeRetried() {
        return mayBeRetried;
    }
}
