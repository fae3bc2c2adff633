package com.leadlex.graphql.auth;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The service's own key. How Leadlex is called with it is configured beside the calls. */
@ConfigMapping(prefix = "leadlex")
public interface ServerKeyConfig {

    /** The key for {@code facade.auth.mode=server}, in the environment {@code LEADLEX_API_KEY}. No default. */
    Optional<String> apiKey();
}
