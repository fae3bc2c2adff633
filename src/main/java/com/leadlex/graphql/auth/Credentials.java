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

    private static final String SCHEME = "Bearer ";
    /** The most characters of a key, which look-ups keep while they wait. A JWT is not kept and may be as long as a head. */
    private static final int LONGEST_KEY = 8192;

    private static final CompletionStage<Credential> NO_KEY = done(new Credential.Missing(Failure.NO_KEY));
    private static final CompletionStage<Credential> NO_TOKEN = done(new Credential.Missing(Failure.noProof(null)));

    private final boolean ofServer;
    private final boolean anonymous;
    private final CompletionStage<Credential> fixed;
    private final JwtProof proof;

    Credentials(AuthConfig config, AuthConfig.ServerKey server, JwtProof proof) {
        ofServer = config.mode() == AuthConfig.Mode.SERVER;
        anonymous = config.allowAnonymous();
        Optional<String> key = ofServer ? server.apiKey() : config.demoKey();
        // A file of a secret ends with a line feed, which is not allowed in a header.
        fixed = key.map(String::strip).map(value -> done(new Credential.Usable(ApiKey.of(value)))).orElse(NO_KEY);
        this.proof = proof;
    }

    /**
     * @param authorization the values of the request's {@code Authorization} headers
     * @return complete already, unless a JWT has to be verified; never fails
     */
    public CompletionStage<Credential> of(List<String> authorization) {
        if (ofServer && anonymous) {
            return fixed;
        }
        String token = bearerToken(authorization);
        if (ofServer) {
            return token == null ? NO_TOKEN
                    : proof.refusal(token).thenCompose(cause -> cause == null ? fixed
                            : done(new Credential.Missing(Failure.noProof(cause))));
        }
        if (token == null || token.length() > LONGEST_KEY) {
            return authorization.isEmpty() ? fixed : NO_KEY;
        }
        return done(new Credential.Usable(ApiKey.of(token)));
    }

    private static CompletionStage<Credential> done(Credential credential) {
        return CompletableFuture.completedFuture(credential);
    }

    /**
     * The token of {@code Authorization: Bearer <token>} (RFC 6750, section 2.1): any text of visible ASCII characters.
     *
     * @return null unless there is exactly one header with such a token
     */
    static @Nullable String bearerToken(List<String> headers) {
        String header = headers.size() == 1 ? headers.get(0).strip() : "";
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7F) ? token : null;
    }
}
