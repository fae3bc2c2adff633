package com.leadlex.graphql.auth;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose key Leadlex is called with. */
@ConfigMapping(prefix = "facade.auth")
public interface AuthConfig {

    /**
     * The key for calls to Leadlex. {@code caller}: each caller's own, from its {@code Authorization: Bearer}.
     * {@code server}: that of this service, {@code LEADLEX_API_KEY}; callers then authenticate with a JWT.
     */
    @WithDefault("caller")
    Mode mode();

    /** In mode {@code server}: callers need no JWT, since the platform in front decides which of them may call. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** In dev mode only: the key for callers that send none. */
    Optional<String> demoKey();

    /** How often the JWKS of {@code mp.jwt.verify.publickey.location} is fetched from a URL. */
    @WithDefault("10M")
    Duration jwksRefresh();

    /**
     * The least time between two fetches of the JWKS, however many tokens name an unknown key;
     * also the time from a failed fetch to the next one, and between two reads of a JWKS in a file.
     */
    @WithDefault("10S")
    Duration jwksPause();

    /**
     * The HTTP proxy on the way to the JWKS, {@code http://host:port}; {@code none} for no proxy.
     * By default {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} decide.
     */
    Optional<String> jwksProxy();

    /** True when callers need no key or token of their own. */
    static boolean isKeyless(AuthConfig authConfig) {
        return authConfig.demoKey().isPresent() || authConfig.mode() == Mode.SERVER && authConfig.allowAnonymous();
    }

    enum Mode {
        CALLER,
        SERVER
    }

    /** The service's own key. {@code LeadlexConfig} has the other settings with this prefix. */
    @ConfigMapping(prefix = "leadlex")
    interface ServerKey {

        /** The key for {@code facade.auth.mode=server}, in the environment {@code LEADLEX_API_KEY}. No default. */
        Optional<String> apiKey();
    }
}
