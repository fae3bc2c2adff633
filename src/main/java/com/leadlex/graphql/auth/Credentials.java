package com.leadlex.graphql.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

/** Finds the key for a request by its {@code Authorization} headers. */
@Singleton
public class Credentials {

    private static final CompletionStage<Credential> NO_KEY = done(new Credential.Missing(Failure.NO_KEY));
    private static final CompletionStage<Credential> NO_PROOF = done(
            new Credential.Missing(Failure.request(ErrorCode.UNAUTHENTICATED,
                    "Send a valid JWT as 'Authorization: Bearer <token>'.")));

    private final boolean ofServer;
    private final boolean anonymous;
    private final CompletionStage<Credential> fixed;
    private final JwtProof proof;

    Credentials(AuthConfig config, ServerKeyConfig server, JwtProof proof) {
        ofServer = config.mode() == AuthConfig.Mode.SERVER;
        anonymous = config.allowAnonymous();
        Optional<String> key = ofServer ? server.apiKey() : config.demoKey();
        // Files of secrets end with a line feed, which no header may have.
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
        String token = BearerToken.of(authorization);
        if (ofServer) {
            return token == null ? NO_PROOF : proof.isValid(token).thenCompose(valid -> valid ? fixed : NO_PROOF);
        }
        if (token == null) {
            return authorization.isEmpty() ? fixed : NO_KEY;
        }
        return done(new Credential.Usable(ApiKey.of(token)));
    }

    private static CompletionStage<Credential> done(Credential credential) {
        return CompletableFuture.completedFuture(credential);
    }
}
