package com.leadlex.graphql.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
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
    private static final CompletionStage<Boolean> VALID = CompletableFuture.completedFuture(true);

    /** Until when, in milliseconds since the epoch. */
    private final Cache<ApiKey.Fingerprint, Long> believed = Caffeine.newBuilder().maximumSize(10_000)
            .executor(Runnable::run).build();
    private final Instance<JWTParser> parser;
    private final WorkerExecutor workers;

    JwtProof(Instance<JWTParser> parser, Vertx vertx) {
        this.parser = parser;
        // Of its own: the first verification fetches the keys of the issuer, and one that hangs must not use up the common workers.
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
        CompletableFuture<Boolean> valid = new CompletableFuture<>();
        workers.executeBlocking(() -> System.nanoTime() - deadline < 0 && verify(token, fingerprint), false)
                .timeout(MAX_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> valid.complete(done.succeeded() && done.result()));
        return valid;
    }

    private boolean verify(String token, ApiKey.Fingerprint fingerprint) {
        try {
            long expiry = TimeUnit.SECONDS.toMillis(parser.get().parse(token).getExpirationTime());
            believed.put(fingerprint, Math.min(expiry, System.currentTimeMillis() + BELIEVED_MILLIS));
            return true;
        } catch (ParseException e) {
            return false;
        }
    }
}
