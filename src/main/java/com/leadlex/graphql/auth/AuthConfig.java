package com.leadlex.graphql.auth;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose key Leadlex is called with. */
@ConfigMapping(prefix = "facade.auth")
public interface AuthConfig {

    /**
     * {@code caller}: each caller's own, from its {@code Authorization: Bearer}. {@code server}: this service's,
     * {@code LEADLEX_API_KEY}; callers then prove themselves with a JWT.
     */
    @WithDefault("caller")
    Mode mode();

    /** In mode {@code server}: leave it to the platform in front to decide who may call. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** In dev mode only: the key of a caller that sends none. */
    Optional<String> demoKey();

    /** How often the JWKS of {@code mp.jwt.verify.publickey.location} is fetched from a URL. */
    @WithDefault("10M")
    Duration jwksRefresh();

    /**
     * The least time between two fetches of the JWKS, whatever tokens come; after one that failed, the time to the next. So
     * often a JWKS in a file is read.
     */
    @WithDefault("10S")
    Duration jwksPause();

    /**
     * The HTTP proxy on the way to the JWKS, {@code http://host:port}; {@code none} for no proxy. Without it,
     * {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} tell.
     */
    Optional<String> jwksProxy();

    /** True when callers need no key or token of their own. */
    static boolean isKeyless(AuthConfig auth) {
        return auth.demoKey().isPresent() || auth.mode() == Mode.SERVER && auth.allowAnonymous();
    }

    enum Mode {
        CALLER,
        SERVER
    }

    /** The service's own key. How Leadlex is called with it is configured beside the calls. */
    @ConfigMapping(prefix = "leadlex")
    interface ServerKey {

        /** The key for {@code facade.auth.mode=server}, in the environment {@code LEADLEX_API_KEY}. No default. */
        Optional<String> apiKey();
    }
}
