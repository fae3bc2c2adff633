package com.leadlex.graphql.sharing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Registered documents, and the holds after a 429, which replicas share through Redis where {@code quarkus.redis.hosts} is set.
 * Connection, password and TLS are {@code quarkus.redis.*}.
 */
@ConfigMapping(prefix = "facade.sharing")
public interface SharingConfig {

    /** The time limit for a reply of Redis; after it, the replica works with what it knows itself. */
    @WithDefault("250MS")
    Duration timeout();

    /** How often a replica reads the holds of others from Redis. */
    @WithDefault("1S")
    Duration interval();

    /** How long Redis keeps a document after it was last registered. */
    @WithDefault("1D")
    Duration documents();
}
