package com.leadlex.graphql.leadlex.lookup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.resilience.KeyGuard;
import com.leadlex.graphql.leadlex.resilience.KeyGuards;
import com.leadlex.graphql.leadlex.resilience.OnContext;
import com.leadlex.graphql.leadlex.resilience.Outage;
import com.leadlex.graphql.leadlex.resilience.Places;
import com.leadlex.graphql.memory.HeapBudget;

/**
 * Activities from Leadlex. A look-up joins an equal one that is in flight; else it is answered at once while its key is held
 * or too many are under way; else it goes through the {@link KeyGuard} of its key.
 */
@Singleton
@Typed(LeadlexActivities.class) // SourceProducer chooses what the port is
class LeadlexActivities implements ActivitySource {

    /** What one at Leadlex takes with its request and a connection at both ends: 22.4 KB were measured. */
    private static final int BYTES_A_LOOKUP = 24 * 1024;
    /**
     * What one takes with its operation while it waits: for a place, or for an equal one. Its caller may have left long ago.
     */
    private static final int BYTES_WAITING = 4 * 1024;
    private static final BulkheadException FULL = new BulkheadException("All that the heap has room for are at Leadlex");

    private final ConcurrentHashMap<FlightKey, Flight> inFlight = new ConcurrentHashMap<>();
    private final Places underWay;
    private final Places atLeadlex = new Places(HeapBudget.LOOKUPS.of(BYTES_A_LOOKUP));
    private final KeyGuards guards;
    private final LeadlexCalls calls;
    private final LeadlexListener listener;
    private final Outage outage;

    LeadlexActivities(LeadlexConfig config, KeyGuards guards, LeadlexCalls calls, Outage outage, LeadlexListener listener) {
        underWay = new Places(Math.min(config.concurrency().total(), HeapBudget.WAITING_LOOKUPS.of(BYTES_WAITING)));
        this.guards = guards;
        this.calls = calls;
        this.listener = listener;
        this.outage = outage;
    }

    @Override
    public CompletionStage<ActivityResult> find(Lookup lookup) {
        Flight own = new Flight(lookup);
        Flight equal = inFlight.putIfAbsent(own.key, own);
        if (equal != null) {
            return join(equal, lookup);
        }
        CompletionStage<ActivityResult> view = OnContext.view(own.result);
        own.start();
        return view;
    }

    private CompletionStage<ActivityResult> join(Flight equal, Lookup lookup) {
        boolean known = guards.of(lookup.key()).isKnown();
        if (!underWay.take(known)) {
            return CompletableFuture.completedFuture(new ActivityResult.Failed(Failure.OVERLOADED));
        }
        listener.coalesced();
        return OnContext.view(equal.result).thenCompose(result -> {
            underWay.giveBack(known);
            return share(lookup, equal, result);
        });
    }

    /** A call that was cut off because of another operation's size says nothing of this one. */
    private CompletionStage<ActivityResult> share(Lookup lookup, Flight flight, ActivityResult result) {
        return result instanceof ActivityResult.Failed failed && failed.failure().isOperationTooLarge()
                && flight.lookup.memory() != lookup.memory() ? find(lookup)
                        : CompletableFuture.completedFuture(lookup.keep(result));
    }

    private static boolean isAnswered(ActivityResult how) {
        return how instanceof ActivityResult.Found
                || how instanceof ActivityResult.Failed failed && failed.failure().code() == ErrorCode.NOT_FOUND;
    }

    /** Which look-ups are equal: only those of the same key. */
    private record FlightKey(ApiKey.Fingerprint key, String id) {
    }

    /** A look-up from its start until its result is there. */
    private final class Flight {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final FlightKey key;
        private final Lookup lookup;
        private @Nullable KeyGuard guard;
        private boolean known;
        private boolean counted;
        private int attempts;

        Flight(Lookup lookup) {
            key = new FlightKey(lookup.key().fingerprint(), lookup.id());
            this.lookup = lookup;
        }

        /** Whatever is thrown on the way, the flight lands: equal look-ups wait for it. */
        void start() {
            try {
                guard = guards.of(lookup.key());
                int held = guard.heldSeconds();
                if (held > 0) {
                    listener.held();
                    fail(Failure.held(held));
                    return;
                }
                if (!outage.admits()) {
                    fail(Failure.everybodyFails(outage.retryAfterSeconds()));
                    return;
                }
                known = guard.isKnown();
                counted = underWay.take(known);
                if (!counted) {
                    fail(Failure.OVERLOADED);
                    return;
                }
                guard.run(this::attempt).whenComplete((found, thrown) -> {
                    if (thrown != null) {
                        fail(LookupFailure.of(thrown));
                    } else if (found instanceof ActivityResult.Failed failed) {
                        fail(failed.failure());
                    } else {
                        land(found);
                    }
                });
            } catch (RuntimeException | Error thrown) {
                fail(LookupFailure.of(thrown));
            }
        }

        private CompletionStage<ActivityResult> attempt(long timeoutNanos) {
            if (!atLeadlex.take(known)) {
                return CompletableFuture.failedFuture(FULL);
            }
            attempts++;
            try {
                return calls.send(lookup, timeoutNanos).whenComplete((result, failure) -> atLeadlex.giveBack(known));
            } catch (RuntimeException | Error thrown) {
                atLeadlex.giveBack(known);
                throw thrown;
            }
        }

        private void fail(Failure failure) {
            try {
                if (guard != null && attempts > 0 && failure.code() == ErrorCode.RATE_LIMITED
                        && failure.retryAfterSeconds() != null) {
                    guards.hold(lookup.key(), guard, Duration.ofSeconds(failure.retryAfterSeconds()));
                }
            } finally {
                land(new ActivityResult.Failed(failure.after(attempts)));
            }
        }

        private void land(ActivityResult how) {
            if (counted) {
                underWay.giveBack(known);
            }
            if (guard != null && attempts > 0 && isAnswered(how)) {
                guard.answered();
            }
            inFlight.remove(key, this);
            result.complete(how);
        }
    }
}
