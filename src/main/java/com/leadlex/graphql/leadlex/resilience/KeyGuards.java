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
 * Admits look-ups to Leadlex, by a guard for each key. The guards are bounded, and found by the key's fingerprint; a forgotten
 * key starts afresh.
 */
@Singleton
public class KeyGuards {

    /** The memory of one key's guard, by a generous estimate. */
    private static final int BYTES_A_KEY = 4096;
    /** The memory of a look-up at Leadlex with its request and connections at both ends: 22.4 KB were measured. */
    private static final int BYTES_A_LOOKUP = 24 * 1024;
    /** The memory of a look-up until its operation is answered, which {@code leadlex.concurrency.total} is multiplied by. */
    private static final long BYTES_UNDER_WAY = 4 * 1024;

    private final Cache<ApiKey.Fingerprint, KeyGuard> guards;
    private final LeadlexConfig config;
    private final LeadlexListener listener;
    private final SharedHolds shared;
    private final SharedOutageGuard outage;
    private final LookupPermits permits;
    private final Budget underWay;

    /** @param connections to Leadlex, and so places there: a look-up with a place never waits for a connection */
    public KeyGuards(LeadlexConfig config, LeadlexListener listener, SharedHolds shared, SharedOutageGuard outage,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.connection-pool-size") int connections) {
        this.config = config;
        this.listener = listener;
        this.shared = shared;
        this.outage = outage;
        permits = new LookupPermits(Math.min(connections, HeapBudget.LOOKUPS.of(BYTES_A_LOOKUP)),
                config.concurrency().perKey(), config.concurrency().queue());
        long limit = Math.min(Math.max(4, config.concurrency().total()) * BYTES_UNDER_WAY, HeapBudget.WAITING_LOOKUPS.bytes());
        underWay = new Budget(limit, limit / 2);
        guards = Caffeine.newBuilder()
                .maximumSize(Math.min(config.keys().max(), HeapBudget.KEYS.of(BYTES_A_KEY)))
                .expireAfterAccess(config.keys().idle())
                .executor(Runnable::run)
                .removalListener(KeyGuards::forget).build();
        requireSoundSettings();
    }

    /** Settings that contradict each other must fail the start, not the first look-up. */
    private void requireSoundSettings() {
        try {
            fresh(ApiKey.of("").fingerprint()).requireSound();
        } catch (FaultToleranceDefinitionException | CompletionException e) {
            throw new ConfigurationException("The leadlex.* settings contradict each other: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage());
        }
    }

    private static void forget(ApiKey.@Nullable Fingerprint key, @Nullable KeyGuard guard, RemovalCause cause) {
        if (guard != null) {
            guard.forgotten();
        }
    }

    public KeyGuard of(ApiKey key) {
        KeyGuard known = guards.getIfPresent(key.fingerprint());
        KeyGuard guard = known != null ? known : guards.get(key.fingerprint(), this::fresh);
        int elsewhere = shared.heldSeconds(key);
        if (elsewhere > guard.heldSeconds()) {
            guard.holdFor(Duration.ofSeconds(elsewhere));
        }
        return guard;
    }

    /** @return why the look-up is not sent; null when it may be sent, and has taken room until its operation is answered */
    public @Nullable Failure admit(Lookup lookup, KeyGuard guard) {
        Failure held = held(guard);
        if (held != null) {
            return held;
        }
        return outage.admits() ? takeRoom(lookup) : Failure.allKeysFail(outage.retryAfterSeconds());
    }

    /** @return null when the key may be used now */
    public @Nullable Failure held(KeyGuard guard) {
        int seconds = guard.heldSeconds();
        if (seconds == 0) {
            return null;
        }
        listener.happened(LeadlexListener.Event.HELD);
        return Failure.held(seconds);
    }

    /** Takes room for a look-up until its operation is answered. @return null when there was room */
    public @Nullable Failure takeRoom(Lookup lookup) {
        return lookup.memory().takeLookup(underWay, of(lookup.key()).isVerified()) ? null : Failure.OVERLOADED;
    }

    /** Adapts the admission of the key's next look-ups to an answer of Leadlex. */
    public void learn(ApiKey key, ActivityResult outcome) {
        Failure failure = outcome instanceof ActivityResult.Failed failed ? failed.failure() : null;
        if (failure == null || failure.code() == ErrorCode.NOT_FOUND) {
            of(key).verify();
        } else if (failure.upstream() != null && failure.code() == ErrorCode.RATE_LIMITED
                && failure.retryAfterSeconds() != null) {
            hold(key, of(key), Duration.ofSeconds(failure.retryAfterSeconds()));
        }
    }

    /** Holds the key after a 429. Of many look-ups that get one at a time, only the first informs the other replicas. */
    private void hold(ApiKey key, KeyGuard guard, Duration time) {
        boolean isNews = time.toSeconds() > guard.heldSeconds();
        guard.holdFor(time);
        if (isNews) {
            shared.publish(key, time);
        }
    }

    private KeyGuard fresh(ApiKey.Fingerprint key) {
        return new KeyGuard(key, config, permits, () -> listener.happened(LeadlexListener.Event.RETRIED), listener::circuit);
    }
}
