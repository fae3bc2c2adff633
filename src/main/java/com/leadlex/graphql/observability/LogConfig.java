package com.leadlex.graphql.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the log. */
@ConfigMapping(prefix = "facade.log")
public interface LogConfig {

    /** Writes one line for each operation: request id, name, status, error codes, duration, trace id. */
    @WithDefault("true")
    boolean operations();

    /**
     * Writes eight digits of a salted SHA-256 of the caller's key into the line of an operation, to tell callers apart.
     * Each process makes its own salt.
     */
    @WithDefault("true")
    boolean keyFingerprint();

    /**
     * How many bytes of memory lines may take while nobody reads the log.
     * A line without room is dropped; {@code facade_log_lost_total} counts dropped lines.
     */
    @WithDefault("1048576")
    long queueBytes();
}
