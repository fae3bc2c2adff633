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
import com.leadlex.graphql.leadlex.cache.CachedSource;
import com.leadlex.graphql.leadlex.resilience.OnContext;

/**
 * Activities from Leadlex, with request deduplication: a look-up shares an equal one that is in flight. One without a caller
 * left is cancelled.
 */
@Singleton
@Typed(LeadlexActivities.class) // the producer below chooses what the port is
class LeadlexActivities implements ActivitySource {

    private static final ActivityResult ABANDONED = new ActivityResult.Failed(Failure.OVERLOADED);

    private final ConcurrentHashMap<Key, InFlightLookup> inFlight = new ConcurrentHashMap<>();
    private final LookupAdmission admission;
    private final LeadlexListener listener;

    LeadlexActivities(LookupAdmission admission, LeadlexListener listener) {
        this.admission = admission;
        this.listener = listener;
    }

    /** Chooses once, at the start, whether there is a cache on the way to Leadlex. */
    @Produces
    @Singleton
    ActivitySource source(ActivityCache cache) {
        return cache.isOn() ? new CachedSource(this, cache, listener) : this;
    }

    @Override
    public CompletionStage<ActivityResult> find(Lookup lookup) {
        InFlightLookup own = new InFlightLookup(lookup);
        InFlightLookup equal = inFlight.putIfAbsent(own.key, own);
        while (equal != null) {
            if (equal.addWaiter()) {
                return share(equal, lookup);
            }
            inFlight.remove(own.key, equal); // it is being cancelled
            equal = inFlight.putIfAbsent(own.key, own);
        }
        CompletionStage<ActivityResult> view = own.view(lookup);
        own.start();
        return view;
    }

    private CompletionStage<ActivityResult> share(InFlightLookup equal, Lookup lookup) {
        Failure full = admission.takeRoom(lookup);
        if (full != null) {
            equal.removeWaiter();
            return CompletableFuture.completedFuture(new ActivityResult.Failed(full));
        }
        listener.happened(LeadlexListener.Event.COALESCED);
        return equal.view(lookup).thenCompose(result -> equal.wasTooLargeFor(result, lookup) ? find(lookup)
                : CompletableFuture.completedFuture(lookup.keep(result)));
    }

    /** Which look-ups are equal: only those of the same key. */
    private record Key(ApiKey.Fingerprint key, String id) {
    }

    /** A look-up from its start until its result is there, with the number of operations that wait for it. */
    private final class InFlightLookup {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final Key key;
        private final Lookup lookup;
        private int waiters = 1;
        private LookupAdmission.@Nullable Admitted admitted;

        InFlightLookup(Lookup lookup) {
            key = new Key(lookup.key().fingerprint(), lookup.id());
            this.lookup = lookup;
        }

        void start() {
            LookupAdmission.Admitted started;
            synchronized (this) {
                if (waiters == 0) {
                    return;
                }
                started = admission.admit(lookup);
                admitted = started;
            }
            started.result().thenAccept(how -> {
                inFlight.remove(key, this);
                result.complete(how);
            });
        }

        /** @return false when the last waiter has gone, so that it is being cancelled */
        synchronized boolean addWaiter() {
            if (waiters == 0) {
                return false;
            }
            waiters++;
            return true;
        }

        void removeWaiter() {
            LookupAdmission.Admitted cancelled;
            synchronized (this) {
                if (--waiters > 0) {
                    return;
                }
                cancelled = admitted;
            }
            inFlight.remove(key, this);
            if (cancelled != null) {
                cancelled.cancel();
            }
        }

        /** The result for one waiter, which stops waiting when its caller goes away. */
        CompletableFuture<ActivityResult> view(Lookup waiter) {
            CompletableFuture<ActivityResult> view = OnContext.view(result);
            waiter.memory().onAbandoned(() -> {
                if (view.complete(ABANDONED)) {
                    removeWaiter();
                }
            });
            return view;
        }

        /** A call that was cut off because of another operation's size says nothing of this one. */
        boolean wasTooLargeFor(ActivityResult how, Lookup waiter) {
            return how instanceof ActivityResult.Failed failed && failed.failure().isOperationTooLarge()
                    && lookup.memory() != waiter.memory();
        }
    }
}
