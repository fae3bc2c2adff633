package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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
 * Verifies callers' tokens by the rules of MicroProfile JWT: signature with a key of {@link Jwks} or of SmallRye JWT,
 * algorithm, issuer, audience, expiry. A valid token is not verified again for {@value #MAX_CACHED_MILLIS} ms,
 * or until it expires or the keys change, since verifying a signature costs half as much as a request.
 */
@Singleton
class JwtProof {

    private static final Logger LOG = Logger.getLogger(JwtProof.class);
    private static final long MAX_CACHED_MILLIS = 60_000;
    private static final long MAX_VERIFICATION_SECONDS = 10;
    private static final long MAX_CACHED_TOKENS = 10_000;
    private static final int MIN_EQUAL_REFUSALS = 5;
    /** A generous estimate of a verified token in memory: its fingerprint and its cache entry. */
    private static final int ESTIMATED_BYTES_PER_TOKEN = 256;

    private static final Map<Integer, Cause> CAUSE_BY_ERROR_CODE = Map.of(ErrorCodes.EXPIRED, Cause.EXPIRED,
            ErrorCodes.NOT_YET_VALID, Cause.NOT_YET_VALID, ErrorCodes.ISSUER_INVALID, Cause.ISSUER,
            ErrorCodes.ISSUER_MISSING, Cause.ISSUER, ErrorCodes.AUDIENCE_INVALID, Cause.AUDIENCE,
            ErrorCodes.AUDIENCE_MISSING, Cause.AUDIENCE, ErrorCodes.SIGNATURE_INVALID, Cause.SIGNATURE,
            ErrorCodes.SIGNATURE_MISSING, Cause.SIGNATURE, ErrorCodes.JSON_INVALID, Cause.MALFORMED);

    private static final Map<Cause, String> SETTING_TO_CHECK = Map.of(Cause.ISSUER, "mp.jwt.verify.issuer",
            Cause.AUDIENCE, "mp.jwt.verify.audiences", Cause.ALGORITHM, "mp.jwt.verify.publickey.algorithm",
            Cause.KEY_NOT_KNOWN, AuthCheck.JWKS_LOCATION);

    private final Cache<ApiKey.Fingerprint, VerifiedToken> verifiedTokens = Caffeine.newBuilder()
            .maximumSize(Math.min(MAX_CACHED_TOKENS, HeapBudget.TOKENS.of(ESTIMATED_BYTES_PER_TOKEN))).executor(Runnable::run)
            .build();
    private final Provider<JWTParser> parser;
    private final Provider<JWTAuthContextInfo> jwtSettings;
    private final Jwks jwks;
    private final Vertx vertx;
    private final WorkerExecutor verificationWorkers;
    private final MinutelyWarning refusalWarning = new MinutelyWarning();
    private final AtomicReference<EqualRefusals> equalRefusals = new AtomicReference<>(EqualRefusals.NONE);

    /** How many tokens in a row were refused for one cause. */
    private record EqualRefusals(@Nullable Cause cause, int refusalCount) {
        static final EqualRefusals NONE = new EqualRefusals(/* cause= */ null, /* refusalCount= */ 0);

        EqualRefusals withNextCause(@Nullable Cause nextCause) {
            return new EqualRefusals(nextCause, nextCause == null ? 0 : nextCause == cause ? refusalCount + 1 : 1);
        }
    }

    /** @param validUntilMillis since the epoch */
    private record VerifiedToken(long validUntilMillis, IssuerKeys keys) {
    }

    JwtProof(Provider<JWTParser> parser, Provider<JWTAuthContextInfo> jwtSettings, Jwks jwks, Vertx vertx) {
        this.parser = parser;
        this.jwtSettings = jwtSettings;
        this.jwks = jwks;
        this.vertx = vertx;
        // SmallRye JWT may fetch keys during a verification: workers of its own keep that from using up the common workers.
        verificationWorkers = vertx.createSharedWorkerExecutor("jwt-proof", Runtime.getRuntime().availableProcessors());
    }

    @PreDestroy
    void close() {
        verificationWorkers.close();
    }

    /** @return why the token is refused; null for a valid one. Never fails */
    CompletionStage<@Nullable Cause> refusalCause(String token) {
        ApiKey.Fingerprint fingerprint = ApiKey.Fingerprint.of(token);
        VerifiedToken verifiedToken = verifiedTokens.getIfPresent(fingerprint);
        if (verifiedToken != null && System.currentTimeMillis() < verifiedToken.validUntilMillis()
                && verifiedToken.keys() == jwks.currentKeys()) {
            return CompletableFuture.completedFuture(null);
        }
        Context context = vertx.getOrCreateContext();
        CompletableFuture<@Nullable Cause> refusalCause = new CompletableFuture<>();
        verifyToken(token, fingerprint)
                // No worker waits for the fetch, so that tokens with known keys do not wait either.
                .compose(cause -> cause == Cause.KEY_NOT_KNOWN && jwks.isOn()
                        ? jwks.refreshKeys().compose(ignored -> verifyToken(token, fingerprint))
                        : Future.succeededFuture(cause))
                .timeout(MAX_VERIFICATION_SECONDS, TimeUnit.SECONDS)
                .onComplete(verification -> {
                    Cause cause = verification.succeeded() ? verification.result() : Cause.KEY_NOT_KNOWN;
                    warnOfEqualRefusals(cause);
                    context.runOnContext(ignored -> refusalCause.complete(cause));
                });
        return refusalCause;
    }

    private Future<@Nullable Cause> verifyToken(String token, ApiKey.Fingerprint fingerprint) {
        return verificationWorkers.executeBlocking(() -> {
            IssuerKeys keys = jwks.currentKeys();
            try {
                JsonWebToken validToken = jwks.isOn() ? parseToken(token, keys) : parser.get().parse(token);
                if (validToken == null) {
                    return Cause.KEY_NOT_KNOWN;
                }
                long expiryMillis = TimeUnit.SECONDS.toMillis(validToken.getExpirationTime());
                verifiedTokens.put(fingerprint,
                        new VerifiedToken(Math.min(expiryMillis, System.currentTimeMillis() + MAX_CACHED_MILLIS), keys));
                return null;
            } catch (ParseException | JoseException e) {
                return causeOf(e);
            }
        }, /* ordered= */ false);
    }

    /** @return null when no key fits */
    private @Nullable JsonWebToken parseToken(String token, IssuerKeys keys) throws ParseException, JoseException {
        if (!(JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signature)) {
            throw new JoseException("not signed");
        }
        JWTAuthContextInfo parserSettings = new JWTAuthContextInfo(jwtSettings.get());
        String algorithm = signature.getAlgorithmHeaderValue();
        if (parserSettings.getSignatureAlgorithm().stream().noneMatch(allowed -> allowed.getAlgorithm().equals(algorithm))) {
            throw new InvalidAlgorithmException("not allowed");
        }
        parserSettings.setPublicKeyLocation(null);
        parserSettings.setPublicKeyContent(null);
        ParseException lastFailure = null;
        for (JsonWebKey key : keys.keysFitting(signature)) {
            parserSettings.setPublicVerificationKey((PublicKey) key.getKey());
            try {
                return parser.get().parse(token, parserSettings);
            } catch (ParseException e) {
                lastFailure = e;
            }
        }
        if (lastFailure != null) {
            throw lastFailure;
        }
        return null;
    }

    private static Cause causeOf(Throwable failure) {
        for (Throwable failureCause = failure; failureCause != null; failureCause = failureCause.getCause()) {
            if (failureCause instanceof InvalidAlgorithmException) {
                return Cause.ALGORITHM;
            }
            if (failureCause instanceof UnresolvableKeyException) {
                return Cause.KEY_NOT_KNOWN;
            }
            if (failureCause instanceof InvalidJwtException invalidToken && failureCause.getCause() == null) {
                return invalidToken.getErrorDetails().isEmpty() ? Cause.CLAIM
                        : CAUSE_BY_ERROR_CODE.getOrDefault(invalidToken.getErrorDetails().get(0).getErrorCode(), Cause.CLAIM);
            }
        }
        return Cause.MALFORMED;
    }

    /** Warns when many tokens in a row are refused for one cause, as happens with a wrong setting. */
    private void warnOfEqualRefusals(@Nullable Cause cause) {
        int refusalCount = equalRefusals.updateAndGet(refusals -> refusals.withNextCause(cause)).refusalCount();
        if (cause != null && refusalCount >= MIN_EQUAL_REFUSALS && refusalWarning.isDue()) {
            LOG.warnf("The last %d callers' tokens were refused, all for one reason: %s%s.", refusalCount, cause.logValue(),
                    SETTING_TO_CHECK.containsKey(cause) ? " (check " + SETTING_TO_CHECK.get(cause) + ")" : "");
        }
    }
}
