package com.leadlex.graphql.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which documents are run. */
@ConfigMapping(prefix = "facade")
public interface DocumentsConfig {

    /**
     * {@code open}: any. {@code trusted}: those of {@code graphql/operations} only; any other is {@code DOCUMENT_NOT_TRUSTED}.
     */
    @WithDefault("open")
    Mode documents();

    enum Mode {
        OPEN,
        TRUSTED
    }
}
