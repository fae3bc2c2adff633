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
 * Activities from Leadlex, with request deduplication: a look-up shares the result of an equal one in flight. When its last
 * caller has gone, a look-up is cancelled.
 */
@Singleton
@Typed(LeadlexActivities.class) // the producer below chooses what the port is
class LeadlexActivities implements ActivitySource {

    /** The result of a cancelled look-up, which no caller reads and no alert on Leadlex counts. */
    private static final ActivityResult ABANDONED = new ActivityResult.Failed(Failure.OVERLOADED);

    private final ConcurrentHashMap<Key, InFlightLookup> inFlight = new ConcurrentHashMap<>();
    private final KeyGuards guards;
    private final LeadlexCalls calls;
    private final LeadlexListener listener;

    LeadlexActivities(KeyGuards guards, LeadlexCalls calls, LeadlexListener listener) {
        this.guards = guards;
        this.calls = calls;
        this.listener = listener;
    }

    /** Decides at the start whether look-ups go through the cache. */
    @Produces
    @Singleton
    ActivitySource source(ActivityCache cache) {
        return cache.isOn() ? lookup -> cache.find(lookup, this, listener) : this;
    }

    @Override
    public CompletionStage<ActivityResult> find(Lookup lookup) {
        InFlightLookup own = new InFlightLookup(lookup);
        InFlightLookup equal = inFlight.putIfAbsent(own.key, own);
        while (equal != null) {
            if (equal.addWaiter()) {
                return share(equal, lookup);
            }
            inFlight.remove(own.key, equal); // the equal look-up is being cancelled
            equal = inFlight.putIfAbsent(own.key, own);
        }
        CompletionStage<ActivityResult> view = own.view(lookup);
        own.start();
        return view;
    }

    private CompletionStage<ActivityResult> share(InFlightLookup equal, Lookup lookup) {
        Failure full = guards.takeRoom(lookup);
        if (full != null) {
            equal.removeWaiter();
            return CompletableFuture.completedFuture(new ActivityResult.Failed(full));
        }
        listener.happened(LeadlexListener.Event.COALESCED);
        // A call that was cut off because of another operation's size says nothing of this operation.
        return equal.view(lookup).thenCompose(result -> result instanceof ActivityResult.Failed failed
                && failed.failure().isOperationTooLarge() && equal.lookup.memory() != lookup.memory()
                        ? find(lookup)
                        : CompletableFuture.completedFuture(lookup.keep(result)));
    }

    /** Look-ups are equal only if they use the same key. */
    private record Key(ApiKey.Fingerprint key, String id) {
    }

    /** A look-up from its start to its result, with the number of operations that wait for it. */
    private final class InFlightLookup {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final Key key;
        private final Lookup lookup;
        private int waiters = 1;
        private int attempts;
        private @Nullable CompletableFuture<ActivityResult> guarded;
        private volatile LeadlexCalls.@Nullable Call call;

        InFlightLookup(Lookup lookup) {
            key = new Key(lookup.key().fingerprint(), lookup.id());
            this.lookup = lookup;
        }

        void start() {
            CompletableFuture<ActivityResult> started;
            synchronized (this) {
                if (waiters == 0) {
                    return;
                }
                started = admit();
                guarded = started;
            }
            started.thenAccept(this::end);
        }

        /** @return completes even if something is thrown here, because equal look-ups wait for it */
        private CompletableFuture<ActivityResult> admit() {
            try {
                KeyGuard guard = guards.of(lookup.key());
                Failure refusal = guards.admit(lookup, guard);
                return refusal == null ? guard.start(timeoutNanos -> attempt(guard, timeoutNanos))
                        : CompletableFuture.completedFuture(new ActivityResult.Failed(refusal));
            } catch (RuntimeException | Error thrown) {
                return CompletableFuture.completedFuture(new ActivityResult.Failed(FailedAttempt.failureOf(thrown)));
            }
        }

        private CompletionStage<ActivityResult> attempt(KeyGuard guard, long timeoutNanos) {
            Failure held = guards.held(guard); // the key may be held since the look-up began to wait
            if (held != null) {
                return CompletableFuture.completedFuture(new ActivityResult.Failed(held));
            }
            attempts++;
            LeadlexCalls.Call sent = calls.send(lookup, timeoutNanos);
            call = sent;
            return sent.result;
        }

        private void end(ActivityResult outcome) {
            ActivityResult reported = outcome instanceof ActivityResult.Failed failed
                    ? new ActivityResult.Failed(failed.failure().after(attempts))
                    : outcome;
            try {
                if (attempts > 0) {
                    guards.learn(lookup.key(), reported);
                }
            } finally {
                inFlight.remove(key, this);
                result.complete(reported);
            }
        }

        /** @return false when the last waiter has gone and the look-up is being cancelled */
        synchronized boolean addWaiter() {
            waiters += waiters > 0 ? 1 : 0;
            return waiters > 0;
        }

        /** Cancels the look-up when the last waiter has gone: no request is sent for it, or the sent one is ended. */
        void removeWaiter() {
            CompletableFuture<ActivityResult> cancelled;
            synchronized (this) {
                if (--waiters > 0) {
                    return;
                }
                cancelled = guarded;
            }
            inFlight.remove(key, this);
            if (cancelled != null && cancelled.complete(ABANDONED)) {
                LeadlexCalls.Call sent = call;
                if (sent != null) {
                    sent.cancel(ABANDONED);
                }
            }
        }

        /** The result for one waiter, on the waiter's Vert.x context. It stops waiting when its caller goes away. */
        CompletableFuture<ActivityResult> view(Lookup waiter) {
            Context context = Vertx.currentContext();
            Thread thread = Thread.currentThread();
            CompletableFuture<ActivityResult> view = new CompletableFuture<>();
            result.thenAccept(outcome -> {
                // An event loop always runs on the same thread.
                if (context == null || context.isEventLoopContext() && Thread.currentThread() == thread) {
                    view.complete(outcome);
                } else {
                    context.runOnContext(ignored -> view.complete(outcome));
                }
            });
            waiter.memory().onAbandoned(() -> {
                if (view.complete(ABANDONED)) {
                    removeWaiter();
                }
            });
            return view;
        }
    }
}
