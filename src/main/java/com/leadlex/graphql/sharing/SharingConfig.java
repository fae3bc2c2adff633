package com.leadlex.graphql.sharing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * What replicas share through Redis, once {@code quarkus.redis.hosts} is set: registered documents, and the holds after a
 * 429. Connection, password and TLS are {@code quarkus.redis.*}.
 */
@ConfigMapping(prefix = "facade.sharing")
public interface SharingConfig {

    /** How long Redis may take for an answer; after that, this replica goes by what it knows itself. */
    @WithDefault("250MS")
    Duration timeout();

    /** How often a replica asks Redis for the holds that others have met. */
    @WithDefault("1S")
    Duration interval();

    /** How long Redis keeps a document after it was last registered. */
    @WithDefault("1D")
    Duration documents();
}
