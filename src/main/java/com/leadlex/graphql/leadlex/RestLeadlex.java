package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/**
 * Leadlex by its REST API. A look-up joins an equal one that is in flight; else it is answered at once while its key
 * is held or there are too many; else it goes through its key's {@link KeyLane}.
 */
@Singleton
class RestLeadlex implements Leadlex {

    private static final Logger LOG = Logger.getLogger(RestLeadlex.class);
    private static final CompletionStage<Outcome> OVERLOADED = CompletableFuture
            .completedFuture(new Outcome.Failed(Failure.OVERLOADED));

    private final ConcurrentHashMap<Flight, CompletableFuture<Outcome>> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final int limit;
    private final KeyLanes lanes;
    private final Attempts attempts;
    private final LeadlexListeners listeners;

    RestLeadlex(LeadlexConfig config, KeyLanes lanes, Attempts attempts, LeadlexListeners listeners) {
        limit = config.concurrency().total();
        this.lanes = lanes;
        this.attempts = attempts;
        this.listeners = listeners;
    }

    @Override
    public CompletionStage<Outcome> activity(String id, LeadlexCall call) {
        Flight flight = new Flight(call.key().fingerprint(), id);
        CompletableFuture<Outcome> own = new CompletableFuture<>();
        CompletableFuture<Outcome> others = inFlight.putIfAbsent(flight, own);
        if (others != null) {
            listeners.coalesced();
            return OnContext.view(others);
        }
        CompletionStage<Outcome> landed = OnContext.view(own);
        fly(id, call).whenComplete((outcome, failure) -> land(flight, own, outcome, failure));
        return landed;
    }

    private CompletionStage<Outcome> fly(String id, LeadlexCall call) {
        KeyLane lane = lanes.of(call.key());
        int held = lane.heldSeconds();
        if (held > 0) {
            listeners.held();
            return CompletableFuture.completedFuture(new Outcome.Failed(new Failure.Held(held)));
        }
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            return OVERLOADED;
        }
        CompletionStage<Outcome> flight;
        try {
            flight = lane.run(timeoutNanos -> attempts.send(id, call, timeoutNanos));
        } catch (RuntimeException e) {
            flight = CompletableFuture.failedFuture(e);
        }
        return flight.whenComplete((outcome, failure) -> {
            underWay.decrementAndGet();
            if (outcome instanceof Outcome.Failed failed && failed.failure().code() == ErrorCode.RATE_LIMITED
                    && failed.failure().retryAfterSeconds() != null) {
                lanes.hold(call.key(), lane, Duration.ofSeconds(failed.failure().retryAfterSeconds()));
            }
        });
    }

    private void land(Flight flight, CompletableFuture<Outcome> own, Outcome outcome, Throwable failure) {
        inFlight.remove(flight, own);
        own.complete(failure == null ? outcome : new Outcome.Failed(failureOf(failure)));
    }

    private static Failure failureOf(Throwable thrown) {
        Throwable failure = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof FailedAttempt attempt) {
            return attempt.failure();
        }
        if (failure instanceof CircuitBreakerOpenException) {
            return Failure.UNAVAILABLE;
        }
        if (failure instanceof BulkheadException) {
            return Failure.OVERLOADED;
        }
        LOG.errorf(failure, "A look-up failed unexpectedly");
        return Failure.BUG;
    }

    /** Which look-ups are equal: only those of the same key. */
    private record Flight(ApiKey.Fingerprint key, String id) {
    }
}
