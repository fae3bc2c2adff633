package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.MinutelyWarning;
import com.leadlex.graphql.memory.HeapBudget;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Verifies callers' tokens as MicroProfile JWT says: signature by a key of {@link Jwks} or of SmallRye JWT, algorithm,
 * issuer, audience, expiry. A token that was found valid is not verified again for {@value #VERIFIED_MILLIS} ms, nor beyond
 * its expiry or a change of the keys, since a signature costs as much as half of a request.
 */
@Singleton
class JwtProof {

    private static final Logger LOG = Logger.getLogger(JwtProof.class);
    private static final long VERIFIED_MILLIS = 60_000;
    private static final long MAX_SECONDS = 10;
    private static final long MOST_VERIFIED = 10_000;
    /** With its fingerprint and its entry, by a generous estimate. */
    private static final int BYTES_A_TOKEN = 256;
    /** Tokens that are refused one after the other for one reason. */
    private static final int MANY = 5;

    private static final Map<Integer, Cause> CAUSES = Map.of(ErrorCodes.EXPIRED, Cause.EXPIRED,
            ErrorCodes.NOT_YET_VALID, Cause.NOT_YET_VALID, ErrorCodes.ISSUER_INVALID, Cause.ISSUER,
            ErrorCodes.ISSUER_MISSING, Cause.ISSUER, ErrorCodes.AUDIENCE_INVALID, Cause.AUDIENCE,
            ErrorCodes.AUDIENCE_MISSING, Cause.AUDIENCE, ErrorCodes.SIGNATURE_INVALID, Cause.SIGNATURE,
            ErrorCodes.SIGNATURE_MISSING, Cause.SIGNATURE, ErrorCodes.JSON_INVALID, Cause.MALFORMED);
    private static final Map<Cause, String> TO_MEND = Map.of(
            Cause.ISSUER, "mp.jwt.verify.issuer must be their iss, to the letter",
            Cause.AUDIENCE, "mp.jwt.verify.audiences must have their aud",
            Cause.ALGORITHM, "mp.jwt.verify.publickey.algorithm must have their alg",
            Cause.KEY_NOT_KNOWN, AuthCheck.JWKS + " must have their key");

    private final Cache<ApiKey.Fingerprint, Verified> verified = Caffeine.newBuilder()
            .maximumSize(Math.min(MOST_VERIFIED, HeapBudget.TOKENS.of(BYTES_A_TOKEN))).executor(Runnable::run).build();
    private final Provider<JWTParser> parser;
    private final Provider<JWTAuthContextInfo> settings;
    private final Jwks jwks;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final MinutelyWarning warning = new MinutelyWarning();
    private final AtomicInteger refusedAlike = new AtomicInteger();
    private volatile @Nullable Cause lastRefusal;

    /** @param until in milliseconds since the epoch */
    private record Verified(long until, IssuerKeys by) {
    }

    JwtProof(Provider<JWTParser> parser, Provider<JWTAuthContextInfo> settings, Jwks jwks, Vertx vertx) {
        this.parser = parser;
        this.settings = settings;
        this.jwks = jwks;
        this.vertx = vertx;
        // Of its own: where SmallRye fetches the keys, the first verification does, and it must not use up the common workers.
        workers = vertx.createSharedWorkerExecutor("jwt-proof", Runtime.getRuntime().availableProcessors());
    }

    @PreDestroy
    void close() {
        workers.close();
    }

    /** @return why the token proves nothing; null when it is valid. Never fails */
    CompletionStage<@Nullable Cause> refusal(String token) {
        ApiKey.Fingerprint fingerprint = ApiKey.Fingerprint.of(token);
        Verified before = verified.getIfPresent(fingerprint);
        if (before != null && System.currentTimeMillis() < before.until() && before.by() == jwks.keys()) {
            return CompletableFuture.completedFuture(null);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<@Nullable Cause> refusal = new CompletableFuture<>();
        verify(token, fingerprint, deadline)
                // Waits without a worker, so that tokens with known keys pass by.
                .compose(cause -> cause == Cause.KEY_NOT_KNOWN && jwks.isOn()
                        ? jwks.refresh().compose(fetched -> verify(token, fingerprint, deadline))
                        : Future.succeededFuture(cause))
                .timeout(MAX_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> {
                    Cause cause = done.succeeded() ? done.result() : Cause.KEY_NOT_KNOWN;
                    count(cause);
                    context.runOnContext(ignored -> refusal.complete(cause));
                });
        return refusal;
    }

    private Future<@Nullable Cause> verify(String token, ApiKey.Fingerprint fingerprint, long deadline) {
        return workers.executeBlocking(() -> {
            if (System.nanoTime() - deadline >= 0) {
                return Cause.KEY_NOT_KNOWN;
            }
            IssuerKeys keys = jwks.keys();
            try {
                JsonWebToken valid = jwks.isOn() ? parse(token, keys) : parser.get().parse(token);
                if (valid == null) {
                    return Cause.KEY_NOT_KNOWN;
                }
                long expiry = TimeUnit.SECONDS.toMillis(valid.getExpirationTime());
                verified.put(fingerprint, new Verified(Math.min(expiry, System.currentTimeMillis() + VERIFIED_MILLIS), keys));
                return null;
            } catch (ParseException | JoseException e) {
                return cause(e);
            }
        }, false);
    }

    /** @return null when no key fits */
    private @Nullable JsonWebToken parse(String token, IssuerKeys keys) throws ParseException, JoseException {
        if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signature)) {
            throw new JoseException("not signed");
        }
        JWTAuthContextInfo info = new JWTAuthContextInfo(settings.get());
        String algorithm = signature.getAlgorithmHeaderValue();
        if (info.getSignatureAlgorithm().stream().noneMatch(allowed -> allowed.getAlgorithm().equals(algorithm))) {
            throw new InvalidAlgorithmException("not allowed");
        }
        info.setPublicKeyLocation(null);
        info.setPublicKeyContent(null);
        ParseException last = null;
        for (JsonWebKey key : keys.fitting(signature)) {
            info.setPublicVerificationKey((PublicKey) key.getKey());
            try {
                return parser.get().parse(token, info);
            } catch (ParseException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
        return null;
    }

    private static Cause cause(Throwable failure) {
        for (Throwable thrown = failure; thrown != null; thrown = thrown.getCause()) {
            if (thrown instanceof InvalidAlgorithmException) {
                return Cause.ALGORITHM;
            }
            if (thrown instanceof UnresolvableKeyException) {
                return Cause.KEY_NOT_KNOWN;
            }
            if (thrown instanceof InvalidJwtException invalid && thrown.getCause() == null) {
                return invalid.getErrorDetails().isEmpty() ? Cause.CLAIM
                        : CAUSES.getOrDefault(invalid.getErrorDetails().get(0).getErrorCode(), Cause.CLAIM);
            }
        }
        return Cause.MALFORMED;
    }

    /** What an operator has to mend refuses every token alike. */
    private void count(@Nullable Cause cause) {
        int alike = cause == null || cause != lastRefusal ? 0 : refusedAlike.get();
        lastRefusal = cause;
        refusedAlike.set(cause == null ? 0 : alike + 1);
        if (cause != null && alike + 1 >= MANY && warning.isDue()) {
            LOG.warnf("The last %d callers' tokens were refused, all for one reason: %s%s.", alike + 1, cause.word(),
                    TO_MEND.containsKey(cause) ? " (" + TO_MEND.get(cause) + ")" : "");
        }
    }
}
