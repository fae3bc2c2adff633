package com.leadlex.graphql.leadlex.cache;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is remembered of Leadlex's activities, under the key that fetched them. With both durations 0 there is no cache. */
@ConfigMapping(prefix = "leadlex.cache")
public interface CacheConfig {

    /**
     * For how long a found activity is given without asking Leadlex; {@code Cache-Control} of Leadlex wins. 0: Leadlex is
     * always asked.
     */
    @WithDefault("0S")
    Duration ttl();

    /**
     * How old the last good answer may be that is given, marked as stale, while Leadlex limits the key's rate, fails or does
     * not answer. 0: none is.
     */
    @WithDefault("0S")
    Duration staleIfError();

    /**
     * The memory that activities may take, in bytes; the least used are forgotten. Never more than their share of the heap.
     */
    @WithDefault("8388608")
    long maxBytes();
}
