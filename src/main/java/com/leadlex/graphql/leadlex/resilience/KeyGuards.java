package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceDefinitionException;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.memory.Budget;
import com.leadlex.graphql.memory.HeapBudget;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Admits look-ups to Leadlex, by a guard for each key.
 * The number of guards is bounded; each guard is found by its key's fingerprint. A key whose guard was dropped starts afresh.
 */
@Singleton
public class KeyGuards {

    /** The memory of one key's guard, by a generous estimate. */
    private static final int ESTIMATED_BYTES_PER_KEY = 4096;
    /** The memory of a look-up at Leadlex with its request and connections at both ends: 22.4 KB were measured. */
    private static final int ESTIMATED_BYTES_PER_LOOKUP = 24 * 1024;
    /** The memory of a look-up until its operation is answered: the factor of {@code leadlex.concurrency.total}. */
    private static final long BYTES_PER_UNANSWERED_LOOKUP = 4 * 1024;
    /** The fewest look-ups that a budget can share among keys: a quarter of them for each key. */
    private static final int MIN_UNANSWERED_LOOKUPS = 4;

    private final Cache<ApiKey.Fingerprint, KeyGuard> guardsByFingerprint;
    private final LeadlexConfig config;
    private final LeadlexListener listener;
    private final SharedHolds sharedHolds;
    private final SharedOutageGuard outageGuard;
    private final LookupPermits lookupPermits;
    private final Budget unansweredLookups;

    /** @param connectionCount the most connections to Leadlex, and so the permits: a look-up with a permit has a connection */
    public KeyGuards(LeadlexConfig config, LeadlexListener listener, SharedHolds sharedHolds, SharedOutageGuard outageGuard,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.connection-pool-size") int connectionCount) {
        this.config = config;
        this.listener = listener;
        this.sharedHolds = sharedHolds;
        this.outageGuard = outageGuard;
        lookupPermits = new LookupPermits(Math.min(connectionCount, HeapBudget.LOOKUPS.of(ESTIMATED_BYTES_PER_LOOKUP)),
                config.concurrency().perKey(), config.concurrency().queue());
        long limitBytes = Math.min(Math.max(MIN_UNANSWERED_LOOKUPS, config.concurrency().total()) * BYTES_PER_UNANSWERED_LOOKUP,
                HeapBudget.WAITING_LOOKUPS.bytes());
        unansweredLookups = new Budget(limitBytes, limitBytes / 2);
        guardsByFingerprint = Caffeine.newBuilder()
                .maximumSize(Math.min(config.keys().max(), HeapBudget.KEYS.of(ESTIMATED_BYTES_PER_KEY)))
                .expireAfterAccess(config.keys().idle())
                .executor(Runnable::run).removalListener(KeyGuards::forgetCircuit).build();
        requireConsistentSettings();
    }

    /** Settings that contradict each other must fail the start, not the first look-up. */
    private void requireConsistentSettings() {
        try {
            createGuard(ApiKey.of("").fingerprint()).requireConsistentSettings();
        } catch (FaultToleranceDefinitionException | CompletionException e) {
            throw new ConfigurationException("The leadlex.* settings contradict each other: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    private static void forgetCircuit(ApiKey.@Nullable Fingerprint fingerprint, @Nullable KeyGuard guard, RemovalCause cause) {
        if (guard != null) {
            guard.forgetCircuit();
        }
    }

    public KeyGuard guardOf(ApiKey key) {
        KeyGuard knownGuard = guardsByFingerprint.getIfPresent(key.fingerprint());
        KeyGuard guard = knownGuard != null ? knownGuard : guardsByFingerprint.get(key.fingerprint(), this::createGuard);
        int otherReplicasHoldSeconds = sharedHolds.remainingHoldSeconds(key);
        if (otherReplicasHoldSeconds > guard.remainingHoldSeconds()) {
            guard.prolongHold(Duration.ofSeconds(otherReplicasHoldSeconds));
        }
        return guard;
    }

    /** @return why the look-up is not sent; null when it may be sent, and has taken room until its operation is answered */
    public @Nullable Failure admit(Lookup lookup, KeyGuard guard) {
        Failure holdFailure = holdFailure(guard);
        if (holdFailure != null) {
            return holdFailure;
        }
        return outageGuard.admitLookup() ? takeRoom(lookup, guard) : Failure.allKeysFail(outageGuard.retryAfterSeconds());
    }

    /** @return null when the key may be used now */
    public @Nullable Failure holdFailure(KeyGuard guard) {
        int remainingSeconds = guard.remainingHoldSeconds();
        if (remainingSeconds == 0) {
            return null;
        }
        listener.eventHappened(LeadlexListener.Event.HELD);
        return Failure.keyHeld(remainingSeconds);
    }

    /** Takes memory for a look-up until its operation is answered. @return null when there was room */
    public @Nullable Failure takeRoom(Lookup lookup, KeyGuard guard) {
        return lookup.memory().takeLookup(unansweredLookups, guard.isVerified()) ? null : Failure.OVERLOADED;
    }

    /** Adapts the admission of the key's next look-ups to an answer of Leadlex. */
    public void recordOutcome(ApiKey key, ActivityResult outcome) {
        Failure failure = outcome instanceof ActivityResult.Failed failedResult ? failedResult.failure() : null;
        if (failure == null || failure.code() == ErrorCode.NOT_FOUND) {
            guardOf(key).markVerified();
        } else if (failure.upstream() != null && failure.code() == ErrorCode.RATE_LIMITED
                && failure.retryAfterSeconds() != null) {
            holdKey(key, guardOf(key), Duration.ofSeconds(failure.retryAfterSeconds()));
        }
    }

    /** Holds the key after a 429. Of many look-ups that get a 429 at a time, only the first informs the other replicas. */
    private void holdKey(ApiKey key, KeyGuard guard, Duration holdDuration) {
        boolean extendsHold = holdDuration.toSeconds() > guard.remainingHoldSeconds();
        guard.prolongHold(holdDuration);
        if (extendsHold) {
            sharedHolds.publish(key, holdDuration);
        }
    }

    private KeyGuard createGuard(ApiKey.Fingerprint fingerprint) {
        return new KeyGuard(fingerprint, config, lookupPermits, () -> listener.eventHappened(LeadlexListener.Event.RETRIED),
                listener::circuitChanged);
    }
}
