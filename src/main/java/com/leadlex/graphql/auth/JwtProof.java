package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.memory.HeapBudget;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Verifies callers' tokens as MicroProfile JWT says: signature by {@code mp.jwt.verify.publickey.location}, issuer,
 * audience, expiry. A token that was found valid is believed for {@value #BELIEVED_MILLIS} ms, and never beyond its
 * expiry, since a signature costs as much as half of a request.
 */
@Singleton
class JwtProof {

    private static final long BELIEVED_MILLIS = 60_000;
    private static final long MAX_SECONDS = 10;
    private static final long MOST_BELIEVED = 10_000;
    /** With its fingerprint and its entry, by a generous estimate. */
    private static final int BYTES_A_TOKEN = 256;
    private static final CompletionStage<Boolean> VALID = CompletableFuture.completedFuture(true);

    /** Until when, in milliseconds since the epoch. */
    private final Cache<ApiKey.Fingerprint, Long> believed = Caffeine.newBuilder()
            .maximumSize(Math.min(MOST_BELIEVED, HeapBudget.TOKENS.of(BYTES_A_TOKEN))).executor(Runnable::run).build();
    private final Instance<JWTParser> parser;
    private final Jwks jwks;
    private final Vertx vertx;
    private final WorkerExecutor workers;

    JwtProof(Instance<JWTParser> parser, Jwks jwks, Vertx vertx) {
        this.parser = parser;
        this.jwks = jwks;
        this.vertx = vertx;
        // Of its own: where SmallRye fetches the keys, the first verification does, and it must not use up the common workers.
        workers = vertx.createSharedWorkerExecutor("jwt-proof", Runtime.getRuntime().availableProcessors());
    }

    @PreDestroy
    void close() {
        workers.close();
    }

    CompletionStage<Boolean> isValid(String token) {
        ApiKey.Fingerprint fingerprint = ApiKey.Fingerprint.of(token);
        Long until = believed.getIfPresent(fingerprint);
        if (until != null && System.currentTimeMillis() < until) {
            return VALID;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Boolean> valid = new CompletableFuture<>();
        verified(token, fingerprint, deadline)
                // Waits without a worker, so that tokens with known keys pass by.
                .compose(verdict -> verdict == Verdict.UNKNOWN_KEY
                        ? jwks.refresh().compose(fetched -> verified(token, fingerprint, deadline))
                        : Future.succeededFuture(verdict))
                .timeout(MAX_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> context.runOnContext(
                        ignored -> valid.complete(done.succeeded() && done.result() == Verdict.VALID)));
        return valid;
    }

    private Future<Verdict> verified(String token, ApiKey.Fingerprint fingerprint, long deadline) {
        return workers.executeBlocking(
                () -> System.nanoTime() - deadline < 0 ? verify(token, fingerprint) : Verdict.INVALID, false);
    }

    private Verdict verify(String token, ApiKey.Fingerprint fingerprint) {
        try {
            JsonWebToken verified;
            if (jwks.isOn()) {
                PublicKey key = jwks.keys().key(JsonWebStructure.fromCompactSerialization(token).getKeyIdHeaderValue());
                if (key == null) {
                    return Verdict.UNKNOWN_KEY;
                }
                verified = parser.get().verify(token, key);
            } else {
                verified = parser.get().parse(token);
            }
            long expiry = TimeUnit.SECONDS.toMillis(verified.getExpirationTime());
            believed.put(fingerprint, Math.min(expiry, System.currentTimeMillis() + BELIEVED_MILLIS));
            return Verdict.VALID;
        } catch (ParseException | JoseException e) {
            return Verdict.INVALID;
        }
    }

    private enum Verdict {
        VALID,
        INVALID,
        UNKNOWN_KEY
    }
}
