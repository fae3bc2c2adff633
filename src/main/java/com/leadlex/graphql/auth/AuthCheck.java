package com.leadlex.graphql.auth;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses to start with a configuration that would serve nobody, or everybody by mistake. */
@Singleton
class AuthCheck {

    void check(@Observes StartupEvent event, AuthConfig auth, ServerKeyConfig server, Config config) {
        String mistake = mistake(auth, server.apiKey(), hasJwt(config),
                LaunchMode.current());
        if (mistake == null && !JwksLocation.isThere(config.getOptionalValue(JwksLocation.PROPERTY, String.class).orElse(""))) {
            mistake = JwksLocation.PROPERTY + " must be the https URL of the issuer's JWKS, or a file that is there.";
        }
        if (mistake != null) {
            throw new ConfigurationException(mistake);
        }
    }

    static @Nullable String mistake(AuthConfig auth, Optional<String> serverKey, boolean hasJwt, LaunchMode launchMode) {
        if (auth.demoKey().isPresent() && launchMode == LaunchMode.NORMAL) {
            return "facade.auth.demo-key is for dev mode only: it would lend a key to everybody. Remove it.";
        }
        if (auth.mode() == AuthConfig.Mode.CALLER) {
            return serverKey.isPresent() && launchMode == LaunchMode.NORMAL
                    ? "LEADLEX_API_KEY is used with facade.auth.mode=server only: set that too, or remove the key."
                    : null;
        }
        if (serverKey.isEmpty() || BearerToken.of(List.of("Bearer " + serverKey.get())) == null) {
            return "facade.auth.mode=server needs the Leadlex key that all calls use: set LEADLEX_API_KEY.";
        }
        return hasJwt || auth.allowAnonymous() ? null
                : "facade.auth.mode=server lets callers use the server's key: set mp.jwt.verify.issuer and mp.jwt.verify.publickey.location"
                        + " (a JWKS URL) to verify their JWT, or facade.auth.allow-anonymous=true if the platform in front decides who may call.";
    }

    private static boolean hasJwt(Config config) {
        return isSet(config, "mp.jwt.verify.issuer")
                && (isSet(config, JwksLocation.PROPERTY) || isSet(config, "mp.jwt.verify.publickey"));
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank()).isPresent();
    }
}
