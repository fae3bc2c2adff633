package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceDefinitionException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The lanes by key: by its fingerprint, never by the key. Bounded; a forgotten key starts afresh. */
@Singleton
class KeyLanes {

    private final Cache<ApiKey.Fingerprint, KeyLane> lanes;
    private final LeadlexConfig config;
    private final LeadlexListeners listeners;
    private final SharedHolds shared;

    KeyLanes(LeadlexConfig config, LeadlexListeners listeners, SharedHolds shared) {
        this.config = config;
        this.listeners = listeners;
        this.shared = shared;
        lanes = Caffeine.newBuilder().maximumSize(config.keys().max()).expireAfterAccess(config.keys().idle())
                .executor(Runnable::run)
                .removalListener((ApiKey.Fingerprint key, KeyLane lane, RemovalCause cause) -> lane.forgotten()).build();
        requireSoundSettings();
    }

    /**
     * A lane is only put together by its first look-up; settings that contradict each other are to fail the start, and not
     * that.
     */
    private void requireSoundSettings() {
        try {
            fresh().run(timeoutNanos -> CompletableFuture.completedFuture(new Outcome.Failed(Failure.UNAVAILABLE)))
                    .toCompletableFuture()
                    .join();
        } catch (FaultToleranceDefinitionException e) {
            throw contradiction(e);
        } catch (CompletionException e) {
            throw contradiction(e.getCause());
        }
    }

    private static ConfigurationException contradiction(Throwable e) {
        return new ConfigurationException("The leadlex.* settings contradict each other: " + e.getMessage());
    }

    KeyLane of(ApiKey key) {
        KeyLane known = lanes.getIfPresent(key.fingerprint());
        KeyLane lane = known != null ? known : lanes.get(key.fingerprint(), unknown -> fresh());
        int elsewhere = shared.heldSeconds(key);
        if (elsewhere > lane.heldSeconds()) {
            lane.holdFor(Duration.ofSeconds(elsewhere));
        }
        return lane;
    }

    /** Leadlex limits the key's rate. Of many look-ups that learn it at a time, the first one tells the other replicas. */
    void hold(ApiKey key, KeyLane lane, Duration time) {
        boolean news = time.toSeconds() > lane.heldSeconds();
        lane.holdFor(time);
        if (news) {
            shared.publish(key, time);
        }
    }

    private KeyLane fresh() {
        return new KeyLane(config, listeners::retried, listeners::circuit);
    }
}
