package com.leadlex.graphql.memory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How much of Leadlex's answers may be in memory, from when they stream in until the operation that asked for them was
 * answered.
 */
@ConfigMapping(prefix = "leadlex.answers")
public interface AnswersConfig {

    /**
     * The bytes, decompressed, that all answers to one operation may have together; what is answered twice counts twice. The
     * look-up that goes beyond is {@code UPSTREAM_INVALID_RESPONSE}, the others are answered. Never more than a quarter of
     * those to all operations.
     */
    @WithDefault("67108864")
    long operationBytes();

    /**
     * The bytes that the answers to all operations may have together: a quarter for one key, an eighth for operations that have
     * 16 KiB at most. A look-up that finds no room is {@code OVERLOADED}. Never more than their share of the heap.
     */
    @WithDefault("268435456")
    long allBytes();
}
