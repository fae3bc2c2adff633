package com.leadlex.graphql.leadlex.lookup;

import java.util.concurrent.CompletionException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;

/** What callers are told of what a look-up failed with. */
final class LookupFailure {

    private static final Logger LOG = Logger.getLogger(LookupFailure.class);

    private LookupFailure() {
    }

    static Failure of(Throwable thrown) {
        Throwable failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof FailedAttempt attempt) {
            return attempt.failure();
        }
        if (failure instanceof CircuitBreakerOpenException) {
            return Failure.unavailable(Cause.CIRCUIT);
        }
        if (failure instanceof BulkheadException) {
            return Failure.OVERLOADED;
        }
        LOG.error("A look-up failed unexpectedly", WithoutMessages.of(failure));
        return Failure.BUG;
    }
}
