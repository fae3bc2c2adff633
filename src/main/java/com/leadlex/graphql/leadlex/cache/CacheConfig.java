package com.leadlex.graphql.leadlex.cache;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The cache of activities, each under the key that fetched it. It is off while both durations are 0. */
@ConfigMapping(prefix = "leadlex.cache")
public interface CacheConfig {

    /**
     * How long a found activity is served without asking Leadlex; {@code Cache-Control} of Leadlex wins.
     * With 0, Leadlex is always asked.
     */
    @WithDefault("0S")
    Duration ttl();

    /**
     * How old the last good answer may be that is served, marked as stale, while Leadlex limits the key's rate,
     * fails or does not answer. With 0, no stale answer is served.
     */
    @WithDefault("0S")
    Duration staleIfError();

    /** The memory of cached activities, in bytes; the least used are dropped. Never more than their share of the heap. */
    @WithDefault("8388608")
    long maxBytes();
}
