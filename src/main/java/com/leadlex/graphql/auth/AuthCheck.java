package com.leadlex.graphql.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses to start with a configuration that would serve no caller, or every caller by mistake. */
@Singleton
public class AuthCheck {

    public static final String JWKS = "mp.jwt.verify.publickey.location";

    private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
    private static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
            "ES512", "EdDSA");

    void check(@Observes StartupEvent event, AuthConfig auth, AuthConfig.ServerKey server, Config config) {
        String mistake = mistake(auth, server.apiKey(), hasJwt(config), LaunchMode.current());
        if (mistake == null && !isThere(config.getOptionalValue(JWKS, String.class).orElse(""))) {
            mistake = JWKS + " must be the https URL of the issuer's JWKS, or a file that is there.";
        }
        if (mistake == null && !config.getOptionalValue(ALGORITHM, String.class).map(AuthCheck::areAlgorithms).orElse(true)) {
            mistake = ALGORITHM
                    + " must be RS256, which it is when it is not set, or others of RS*, PS*, ES* and EdDSA, separated by"
                    + " commas.";
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
        if (serverKey.isEmpty() || Credentials.bearerToken(List.of("Bearer " + serverKey.get())) == null) {
            return "facade.auth.mode=server needs the Leadlex key that all calls use: set LEADLEX_API_KEY.";
        }
        return hasJwt || auth.allowAnonymous() ? null
                : "facade.auth.mode=server lets callers use the server's key: set mp.jwt.verify.issuer and " + JWKS
                        + " (a JWKS URL) to verify their JWT, or facade.auth.allow-anonymous=true if the platform in front decides who may call.";
    }

    private static boolean hasJwt(Config config) {
        return isSet(config, "mp.jwt.verify.issuer") && (isSet(config, JWKS) || isSet(config, "mp.jwt.verify.publickey"));
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank()).isPresent();
    }

    static boolean areAlgorithms(String value) {
        return Arrays.stream(value.split(",")).allMatch(algorithm -> ALGORITHMS.contains(algorithm.strip()));
    }

    /** A file may have a name that begins with {@code http}, too. */
    public static boolean isUrl(String location) {
        return location.startsWith("https:") || location.startsWith("http:");
    }

    /** A JWKS behind a URL may be out of reach for a moment; a file that is not there will not come. */
    static boolean isThere(String location) {
        if (location.isBlank() || isUrl(location)) {
            return true;
        }
        Path path = file(location);
        return Files.isReadable(path) && Files.isRegularFile(path) || AuthCheck.class.getClassLoader()
                .getResource(location.replaceFirst("^(file:(//)?|classpath:)?/?", "")) != null;
    }

    static Path file(String location) {
        return Path.of(location.replaceFirst("^(file:(//)?|classpath:)", ""));
    }
}
