package com.leadlex.graphql.leadlex.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.KeyGuard;
import com.leadlex.graphql.leadlex.resilience.KeyGuards;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Activities from Leadlex, with request deduplication: a look-up shares the result of an equal look-up in flight.
 * A look-up is cancelled when the last caller that waits for it has gone.
 */
@Singleton
@Typed(LeadlexActivities.class) // the producer below chooses the ActivitySource
class LeadlexActivities implements ActivitySource {

    /** The result of a cancelled look-up, which no caller reads and no alert on Leadlex counts. */
    private static final ActivityResult ABANDONED_RESULT = new ActivityResult.Failed(Failure.OVERLOADED);

    private final ConcurrentHashMap<DeduplicationKey, InFlightLookup> inFlightByKey = new ConcurrentHashMap<>();
    private final KeyGuards keyGuards;
    private final LeadlexCalls leadlexCalls;
    private final LeadlexListener listener;

    LeadlexActivities(KeyGuards keyGuards, LeadlexCalls leadlexCalls, LeadlexListener listener) {
        this.keyGuards = keyGuards;
        this.leadlexCalls = leadlexCalls;
        this.listener = listener;
    }

    /** Decides at the start whether look-ups go through the cache. */
    @Produces
    @Singleton
    ActivitySource chooseSource(ActivityCache cache) {
        return cache.isOn() ? lookup -> cache.find(lookup, this, listener) : this;
    }

    @Override
    public CompletionStage<ActivityResult> find(Lookup lookup) {
        InFlightLookup newLookup = new InFlightLookup(lookup);
        InFlightLookup equalLookup = inFlightByKey.putIfAbsent(newLookup.deduplicationKey, newLookup);
        while (equalLookup != null) {
            if (equalLookup.addWaiter()) {
                return shareResultOf(equalLookup, lookup);
            }
            inFlightByKey.remove(newLookup.deduplicationKey, equalLookup); // the equal look-up is being cancelled
            equalLookup = inFlightByKey.putIfAbsent(newLookup.deduplicationKey, newLookup);
        }
        CompletionStage<ActivityResult> sharedResult = newLookup.resultForWaiter(lookup);
        newLookup.startLookup();
        return sharedResult;
    }

    private CompletionStage<ActivityResult> shareResultOf(InFlightLookup equalLookup, Lookup lookup) {
        Failure overload = keyGuards.takeRoom(lookup, keyGuards.guardOf(lookup.key()));
        if (overload != null) {
            equalLookup.removeWaiter();
            return CompletableFuture.completedFuture(new ActivityResult.Failed(overload));
        }
        listener.eventHappened(LeadlexListener.Event.COALESCED);
        // If the call was cut off because another operation is too large, this operation looks up the activity itself.
        return equalLookup.resultForWaiter(lookup).thenCompose(result -> result instanceof ActivityResult.Failed failedResult
                && failedResult.failure().isOperationTooLarge() && equalLookup.lookup.memory() != lookup.memory()
                        ? find(lookup)
                        : CompletableFuture.completedFuture(lookup.takeMemoryFor(result)));
    }

    /** Look-ups are equal only if they use the same key. */
    private record DeduplicationKey(ApiKey.Fingerprint fingerprint, String activityId) {
    }

    /** A look-up from its start to its result, with the number of operations that wait for it. */
    private final class InFlightLookup {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final DeduplicationKey deduplicationKey;
        private final Lookup lookup;
        private int waiterCount = 1;
        private int attemptCount;
        private @Nullable CompletableFuture<ActivityResult> guardedResult;
        private volatile LeadlexCalls.@Nullable Call lastCall;

        InFlightLookup(Lookup lookup) {
            deduplicationKey = new DeduplicationKey(lookup.key().fingerprint(), lookup.id());
            this.lookup = lookup;
        }

        void startLookup() {
            CompletableFuture<ActivityResult> startedResult;
            synchronized (this) {
                if (waiterCount == 0) {
                    return;
                }
                startedResult = admitAndStart();
                guardedResult = startedResult;
            }
            startedResult.thenAccept(this::completeLookup);
        }

        /** @return completes even if an exception is thrown here, because equal look-ups wait for the result */
        private CompletableFuture<ActivityResult> admitAndStart() {
            try {
                KeyGuard guard = keyGuards.guardOf(lookup.key());
                Failure refusal = keyGuards.admit(lookup, guard);
                return refusal == null ? guard.startLookup(timeoutNanos -> sendAttempt(guard, timeoutNanos))
                        : CompletableFuture.completedFuture(new ActivityResult.Failed(refusal));
            } catch (RuntimeException | Error thrown) {
                return CompletableFuture.completedFuture(new ActivityResult.Failed(FailedAttempt.failureOf(thrown)));
            }
        }

        private CompletionStage<ActivityResult> sendAttempt(KeyGuard guard, long timeoutNanos) {
            Failure holdFailure = keyGuards.holdFailure(guard); // the key may have been held since the look-up began to wait
            if (holdFailure != null) {
                return CompletableFuture.completedFuture(new ActivityResult.Failed(holdFailure));
            }
            attemptCount++;
            LeadlexCalls.Call sentCall = leadlexCalls.sendRequest(lookup, timeoutNanos);
            lastCall = sentCall;
            return sentCall.result;
        }

        private void completeLookup(ActivityResult outcome) {
            ActivityResult reportedResult = outcome instanceof ActivityResult.Failed failedResult
                    ? new ActivityResult.Failed(failedResult.failure().withAttempts(attemptCount))
                    : outcome;
            try {
                if (attemptCount > 0) {
                    keyGuards.recordOutcome(lookup.key(), reportedResult);
                }
            } finally {
                inFlightByKey.remove(deduplicationKey, this);
                result.complete(reportedResult);
            }
        }

        /** @return false when the last waiter has gone and the look-up is being cancelled */
        synchronized boolean addWaiter() {
            waiterCount += waiterCount > 0 ? 1 : 0;
            return waiterCount > 0;
        }

        /** Cancels the look-up when the last waiter has gone: sends no request, or ends the request that was sent. */
        void removeWaiter() {
            CompletableFuture<ActivityResult> cancelledResult;
            synchronized (this) {
                if (--waiterCount > 0) {
                    return;
                }
                cancelledResult = guardedResult;
            }
            inFlightByKey.remove(deduplicationKey, this);
            if (cancelledResult != null && cancelledResult.complete(ABANDONED_RESULT)) {
                LeadlexCalls.Call sentCall = lastCall;
                if (sentCall != null) {
                    sentCall.cancelCall(ABANDONED_RESULT);
                }
            }
        }

        /** The result for one waiter, on the waiter's Vert.x context; a waiter leaves when its caller goes away. */
        CompletableFuture<ActivityResult> resultForWaiter(Lookup waiter) {
            Context waiterContext = Vertx.currentContext();
            Thread waiterThread = Thread.currentThread();
            CompletableFuture<ActivityResult> resultForWaiter = new CompletableFuture<>();
            result.thenAccept(outcome -> {
                // An event loop always runs on the same thread.
                if (waiterContext == null || waiterContext.isEventLoopContext() && Thread.currentThread() == waiterThread) {
                    resultForWaiter.complete(outcome);
                } else {
                    waiterContext.runOnContext(ignored -> resultForWaiter.complete(outcome));
                }
            });
            waiter.memory().onAbandoned(() -> {
                if (resultForWaiter.complete(ABANDONED_RESULT)) {
                    removeWaiter();
                }
            });
            return resultForWaiter;
        }
    }
}
