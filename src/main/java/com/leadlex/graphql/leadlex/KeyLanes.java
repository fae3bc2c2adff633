package com.leadlex.graphql.leadlex;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.leadlex.graphql.auth.ApiKey;

/** The lanes by key: by its fingerprint, never by the key. Bounded; a forgotten key starts afresh. */
@Singleton
class KeyLanes {

    private final Cache<ApiKey.Fingerprint, KeyLane> lanes;
    private final LeadlexConfig config;
    private final LeadlexListeners listeners;

    KeyLanes(LeadlexConfig config, LeadlexListeners listeners) {
        this.config = config;
        this.listeners = listeners;
        lanes = Caffeine.newBuilder().maximumSize(config.keys().max()).expireAfterAccess(config.keys().idle())
                .removalListener((ApiKey.Fingerprint key, KeyLane lane, RemovalCause cause) -> lane.forgotten()).build();
        fresh(); // settings that contradict each other are to fail the start, not the first look-up
    }

    KeyLane of(ApiKey key) {
        KeyLane lane = lanes.getIfPresent(key.fingerprint());
        return lane != null ? lane : lanes.get(key.fingerprint(), unknown -> fresh());
    }

    private KeyLane fresh() {
        return new KeyLane(config, listeners::retried, listeners::circuit);
    }
}
