package com.leadlex.graphql.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Stops the start with a configuration that would serve no caller, or every caller by mistake. */
@Singleton
public class AuthCheck {

    public static final String JWKS_LOCATION = "mp.jwt.verify.publickey.location";

    void check(@Observes StartupEvent event, AuthConfig auth, AuthConfig.ServerKey serverKey, Config config) {
        boolean hasJwt = isSet(config, "mp.jwt.verify.issuer")
                && (isSet(config, JWKS_LOCATION) || isSet(config, "mp.jwt.verify.publickey"));
        String mistake = findMistake(auth, serverKey.apiKey(), hasJwt, LaunchMode.current());
        if (mistake != null) {
            throw new ConfigurationException(mistake);
        }
    }

    private static boolean isSet(Config config, String name) {
        return config.getOptionalValue(name, String.class).isPresent();
    }

    static @Nullable String findMistake(AuthConfig auth, Optional<String> serverKey, boolean hasJwt, LaunchMode launchMode) {
        boolean isPackaged = launchMode == LaunchMode.NORMAL;
        if (auth.demoKey().isPresent() && isPackaged) {
            return "facade.auth.demo-key is for dev mode only: it would give every caller a key. Remove it.";
        }
        if (auth.mode() == AuthConfig.Mode.CALLER) {
            return serverKey.isEmpty() || !isPackaged ? null
                    : "LEADLEX_API_KEY is used only with facade.auth.mode=server: set that too, or remove the key.";
        }
        if (serverKey.isEmpty() || Credentials.bearerToken(List.of("Bearer " + serverKey.get())) == null) {
            return "facade.auth.mode=server needs the Leadlex key that all calls use: set LEADLEX_API_KEY.";
        }
        return hasJwt || auth.allowAnonymous() ? null
                : "facade.auth.mode=server lets callers use the server's key: set mp.jwt.verify.issuer and " + JWKS_LOCATION
                        + " (a JWKS URL) to verify their JWT, or facade.auth.allow-anonymous=true if the platform in front decides who may call.";
    }

    /** True for a URL. A file name can begin with {@code http} too. */
    public static boolean isUrl(String location) {
        return location.startsWith("https:") || location.startsWith("http:");
    }

    /** True for a file with a key. Such a file must exist at start, where a JWKS behind a URL may be out of reach. */
    public static boolean isKeyFile(String location) {
        try {
            String fileText = Files.readString(pathOf(location));
            return !IssuerKeys.isJwks(fileText) || !IssuerKeys.of(fileText).publicKeys().isEmpty();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    static Path pathOf(String location) {
        return Path.of(location.replaceFirst("^file:(//)?", ""));
    }
}
