package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.CompletionException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;

/**
 * An attempt that failed by Leadlex or the network: an exception, because that is what the circuit breaker counts and the retry
 * goes by. No stack trace: it is an expected end.
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

    /** Whether an attempt that ended so is one: Leadlex did not answer, or with a 5xx. */
    public static boolean isOne(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.RATE_LIMITED && failure.code() != ErrorCode.OVERLOADED;
    }

    /** What callers are told of what a look-up was ended by. */
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

    /** Whether there may be another attempt. */
    boolean mayBeFollowed() {
        return mayBeFollowed;
    }
}
