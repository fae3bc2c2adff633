package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.CompletionException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;

/**
 * An attempt that failed because of Leadlex or the network: an exception, because circuit breaker and retry react to
 * exceptions. Without a stack trace, since such failures are expected.
 */
public final class FailedAttempt extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(FailedAttempt.class);

    private final transient Failure failure;
    private final boolean mayBeFollowed;

    FailedAttempt(Failure failure, boolean mayBeFollowed) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.mayBeFollowed = mayBeFollowed;
    }

    /** True when the failure counts as a failed attempt: Leadlex did not answer, or answered with a 5xx. */
    public static boolean isOne(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.RATE_LIMITED && failure.code() != ErrorCode.OVERLOADED;
    }

    /** The failure that a look-up reports for an exception. */
    public static Failure failureOf(Throwable thrown) {
        Throwable end = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (end instanceof FailedAttempt attempt) {
            return attempt.failure;
        }
        if (end instanceof CircuitBreakerOpenException) {
            return Failure.unavailable(Cause.CIRCUIT);
        }
        LOG.error("A look-up failed unexpectedly", WithoutMessages.of(end));
        return Failure.BUG;
    }

    /** True when another attempt may be made. */
    boolean mayBeFollowed() {
        return mayBeFollowed;
    }
}
