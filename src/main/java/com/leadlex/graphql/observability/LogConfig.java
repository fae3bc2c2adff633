package com.leadlex.graphql.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is logged. */
@ConfigMapping(prefix = "facade.log")
public interface LogConfig {

    /** Whether each operation writes one line: request id, name, status, error codes, duration, trace id. */
    @WithDefault("true")
    boolean operations();
}
