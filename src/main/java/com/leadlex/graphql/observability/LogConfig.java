package com.leadlex.graphql.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is logged. */
@ConfigMapping(prefix = "facade.log")
public interface LogConfig {

    /** Whether each operation writes one line: request id, name, status, error codes, duration, trace id. */
    @WithDefault("true")
    boolean operations();

    /**
     * Whether the line of an operation has eight digits of a salted SHA-256 of the key, by which callers differ. Each process
     * makes a salt of its own.
     */
    @WithDefault("true")
    boolean keyFingerprint();

    /**
     * The most that lines may take in memory, in bytes, while the log is not read. A line that finds no room is dropped;
     * {@code facade_log_lost_total} counts them.
     */
    @WithDefault("1048576")
    long queueBytes();
}
