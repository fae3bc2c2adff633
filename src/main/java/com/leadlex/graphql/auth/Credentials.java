package com.leadlex.graphql.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/** Finds the key for a request by its {@code Authorization} headers. */
@Singleton
public class Credentials {

    private static final String BEARER_SCHEME = "Bearer ";
    /** The limit of a key, which look-ups keep in memory while they wait. A JWT is not kept, and may be longer. */
    private static final int MAX_KEY_LENGTH = 8192;

    private static final CompletionStage<Credential> MISSING_KEY = completed(new Credential.Missing(Failure.NO_KEY));
    private static final CompletionStage<Credential> MISSING_TOKEN = completed(new Credential.Missing(Failure.badToken(null)));

    private final boolean usesServerKey;
    private final boolean allowsAnonymous;
    private final CompletionStage<Credential> configuredCredential;
    private final JwtProof jwtProof;

    Credentials(AuthConfig config, AuthConfig.ServerKey serverKey, JwtProof jwtProof) {
        usesServerKey = config.mode() == AuthConfig.Mode.SERVER;
        allowsAnonymous = config.allowAnonymous();
        Optional<String> configuredKey = usesServerKey ? serverKey.apiKey() : config.demoKey();
        // A secret that is read from a file may end with a line feed, which is not allowed in a header.
        configuredCredential = configuredKey.map(String::strip).map(key -> completed(new Credential.Usable(ApiKey.of(key))))
                .orElse(MISSING_KEY);
        this.jwtProof = jwtProof;
    }

    /**
     * @param authorizationHeaders the values of the request's {@code Authorization} headers
     * @return complete already, unless a JWT has to be verified; never fails
     */
    public CompletionStage<Credential> credentialFor(List<String> authorizationHeaders) {
        if (usesServerKey && allowsAnonymous) {
            return configuredCredential;
        }
        String token = bearerToken(authorizationHeaders);
        if (usesServerKey) {
            return token == null ? MISSING_TOKEN
                    : jwtProof.refusalCause(token).thenCompose(cause -> cause == null ? configuredCredential
                            : completed(new Credential.Missing(Failure.badToken(cause))));
        }
        if (token == null || token.length() > MAX_KEY_LENGTH) {
            return authorizationHeaders.isEmpty() ? configuredCredential : MISSING_KEY;
        }
        return completed(new Credential.Usable(ApiKey.of(token)));
    }

    private static CompletionStage<Credential> completed(Credential credential) {
        return CompletableFuture.completedFuture(credential);
    }

    /**
     * The token of {@code Authorization: Bearer <token>} (RFC 6750, section 2.1): any text of visible ASCII characters.
     *
     * @return null unless there is exactly one header with such a token
     */
    static @Nullable String bearerToken(List<String> headers) {
        String header = headers.size() == 1 ? headers.get(0).strip() : "";
        if (!header.regionMatches(true, 0, BEARER_SCHEME, 0, BEARER_SCHEME.length())) {
            return null;
        }
        String token = header.substring(BEARER_SCHEME.length()).strip();
        boolean isVisibleAscii = !token.isEmpty();
        for (int charIndex = 0; isVisibleAscii && charIndex < token.length(); charIndex++) {
            isVisibleAscii = token.charAt(charIndex) > ' ' && token.charAt(charIndex) < 0x7F;
        }
        return isVisibleAscii ? token : null;
    }
}
