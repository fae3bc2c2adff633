package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceDefinitionException;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.memory.HeapBudget;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The guards by key: by its fingerprint, never by the key. Bounded; a forgotten key starts afresh. */
@Singleton
public class KeyGuards {

    /** What the bulkhead, the circuit and the retries of one key take, by a generous estimate. */
    private static final int BYTES_A_KEY = 4096;

    private final Cache<ApiKey.Fingerprint, KeyGuard> guards;
    private final LeadlexConfig config;
    private final LeadlexListener listener;
    private final SharedHolds shared;

    public KeyGuards(LeadlexConfig config, LeadlexListener listener, SharedHolds shared) {
        this.config = config;
        this.listener = listener;
        this.shared = shared;
        guards = Caffeine.newBuilder()
                .maximumSize(Math.min(config.keys().max(), HeapBudget.KEYS.of(BYTES_A_KEY)))
                .expireAfterAccess(config.keys().idle())
                .executor(Runnable::run)
                .removalListener(KeyGuards::forget).build();
        requireSoundSettings();
    }

    /**
     * A guard is put together by its first look-up only. Settings that contradict each other must fail the start, not that
     * look-up.
     */
    private void requireSoundSettings() {
        try {
            fresh().run(timeoutNanos -> CompletableFuture.completedFuture(new ActivityResult.Failed(Failure.TIMEOUT)))
                    .toCompletableFuture()
                    .join();
        } catch (FaultToleranceDefinitionException e) {
            throw contradiction(e);
        } catch (CompletionException e) {
            throw contradiction(e.getCause() == null ? e : e.getCause());
        }
    }

    private static ConfigurationException contradiction(Throwable e) {
        return new ConfigurationException("The leadlex.* settings contradict each other: " + e.getMessage());
    }

    private static void forget(ApiKey.@Nullable Fingerprint key, @Nullable KeyGuard guard, RemovalCause cause) {
        if (guard != null) {
            guard.forgotten();
        }
    }

    public KeyGuard of(ApiKey key) {
        KeyGuard known = guards.getIfPresent(key.fingerprint());
        KeyGuard guard = known != null ? known : guards.get(key.fingerprint(), unknown -> fresh());
        int elsewhere = shared.heldSeconds(key);
        if (elsewhere > guard.heldSeconds()) {
            guard.holdFor(Duration.ofSeconds(elsewhere));
        }
        return guard;
    }

    /** Leadlex limits the key's rate. Of many look-ups that learn it at a time, the first one tells the other replicas. */
    public void hold(ApiKey key, KeyGuard guard, Duration time) {
        boolean news = time.toSeconds() > guard.heldSeconds();
        guard.holdFor(time);
        if (news) {
            shared.publish(key, time);
        }
    }

    private KeyGuard fresh() {
        return new KeyGuard(config, listener::retried, listener::circuit);
    }
}
