package com.leadlex.graphql.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Which documents the service runs, and which it keeps. */
@ConfigMapping(prefix = "facade.documents")
public interface DocumentsConfig {

    /**
     * The documents that run. {@code open}: any.
     * {@code trusted}: only those of {@code graphql/operations}; any other is {@code DOCUMENT_NOT_TRUSTED}.
     */
    @WithParentName
    @WithDefault("open")
    Mode mode();

    /**
     * The characters of all automatic persisted queries that are kept; the least used are dropped. 0 keeps none.
     * Never more than their share of the heap.
     */
    @WithDefault("2000000")
    long persistedCharacters();

    enum Mode {
        OPEN,
        TRUSTED
    }
}
