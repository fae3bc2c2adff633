package com.leadlex.graphql.memory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The memory of Leadlex's answers, from the time they stream in until their operation is answered. */
@ConfigMapping(prefix = "leadlex.answers")
public interface AnswersConfig {

    /**
     * The limit of all answers to one operation together, in decompressed bytes; a value that is selected twice counts twice.
     * The look-up that exceeds it is {@code UPSTREAM_INVALID_RESPONSE}, the others are answered. Never more than a quarter of
     * the limit of all operations.
     */
    @WithDefault("67108864")
    long operationBytes();

    /**
     * The limit of the answers to all operations together, in bytes: at most a quarter for one key, with an eighth reserved for
     * operations of at most 16 KiB. A look-up that exceeds it is {@code OVERLOADED}. Never more than their share of the heap.
     */
    @WithDefault("268435456")
    long allBytes();
}
