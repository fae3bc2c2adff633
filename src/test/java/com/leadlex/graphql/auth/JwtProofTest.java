package com.leadlex.graphql.auth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.leadlex.graphql.LogLines;
import com.leadlex.graphql.error.Cause;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.vertx.core.Vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which tokens prove who calls, by the issuer's keys in a file and behind a URL alike. */
class JwtProofTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final PublicJsonWebKey RSA = named("rsa", rsa());
    private static final PublicJsonWebKey OTHER = rsa();
    private static final PublicJsonWebKey EC = named("ec", ec());
    private static final PublicJsonWebKey ED = named("ed", ed());

    @TempDir
    private Path folder;
    private HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String published = "";
    private volatile boolean hangs;
    private final List<Jwks> started = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            if (hangs) {
                return;
            }
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        started.forEach(Jwks::close);
        server.stop(0);
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    static Stream<List<Object>> algorithmsAndPlaces() {
        return Stream.of("RS256", "PS256", "ES256", "EdDSA", "RS256,ES256")
                .flatMap(allowed -> Stream.of(true, false).map(file -> List.of(allowed, file)));
    }

    @ParameterizedTest
    @MethodSource("algorithmsAndPlaces")
    void theSettingOfTheAlgorithmDecidesForAFileAndAUrlAlike(List<Object> row) throws Exception {
        String allowed = (String) row.get(0);
        JwtProof proof = proof((boolean) row.get(1), allowed, jwks(RSA, EC, ED));
        Map<String, PublicJsonWebKey> tokens = Map.of("RS256", RSA, "PS256", RSA, "ES256", EC, "EdDSA", ED);
        for (Map.Entry<String, PublicJsonWebKey> token : tokens.entrySet()) {
            boolean expected = Arrays.asList(allowed.split(",")).contains(token.getKey());
            assertEquals(expected ? null : Cause.ALGORITHM,
                    refusal(proof, signed(claims(), token.getKey(), token.getValue(), token.getValue().getKeyId())),
                    token.getKey());
        }
    }

    @Test
    void kidKtyAlgAndUseChooseTheKeyTogether() throws Exception {
        PublicJsonWebKey sameName = named("rsa", ec());
        PublicJsonWebKey forRs512 = named("512", copy(OTHER));
        forRs512.setAlgorithm("RS512");
        PublicJsonWebKey forEncryption = named("enc", copy(OTHER));
        forEncryption.setUse("enc");
        PublicJsonWebKey forSigning = named("sign", copy(OTHER));
        forSigning.setKeyOps(List.of("wrapKey"));
        JwtProof proof = proof(true, "RS256,ES256", jwks(sameName, RSA, forRs512, forEncryption, forSigning));
        assertNull(refusal(proof, signed(claims(), "RS256", RSA, "rsa")));
        assertNull(refusal(proof, signed(claims(), "ES256", sameName, "rsa")));
        assertNull(refusal(proof, signed(claims(), "RS256", RSA, null)), "without kid, the one that fits");
        assertEquals(Cause.KEY_NOT_KNOWN, refusal(proof, signed(claims(), "RS256", forRs512, "512")));
        assertEquals(Cause.KEY_NOT_KNOWN, refusal(proof, signed(claims(), "RS256", forEncryption, "enc")));
        assertEquals(Cause.KEY_NOT_KNOWN, refusal(proof, signed(claims(), "RS256", forSigning, "sign")));
        assertEquals(Cause.KEY_NOT_KNOWN, refusal(proof, signed(claims(), "RS256", OTHER, "other")));
        assertEquals(Cause.SIGNATURE, refusal(proof, signed(claims(), "RS256", OTHER, "rsa")));
        JwtProof nameless = proof(true, "RS256", jwks(OTHER, named(null, copy(RSA))));
        assertNull(refusal(nameless, signed(claims(), "RS256", OTHER, null)));
        assertNull(refusal(nameless, signed(claims(), "RS256", OTHER, "any")));
    }

    @ParameterizedTest
    @CsvSource({ "iss,https://issuer.example/,ISSUER", "aud,other,AUDIENCE", "exp,1000,EXPIRED", "exp,,CLAIM",
            "nbf,soon,NOT_YET_VALID",
            "sub,,CLAIM", "iss,,ISSUER", "groups,a,", "exp,x,CLAIM" })
    void theReasonOfARefusalIsKnown(String claim, String value, Cause cause) throws Exception {
        JwtClaims claims = claims();
        if (value == null) {
            claims.unsetClaim(claim);
        } else if (value.equals("soon")) {
            claims.setNotBefore(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 200));
        } else {
            claims.setClaim(claim, value.matches("\\d+") ? Long.valueOf(value) : value);
        }
        assertEquals(cause, refusal(proof(true, "RS256", jwks(RSA)), signed(claims, "RS256", RSA, "rsa")));
    }

    @ParameterizedTest
    @CsvSource({ "a.b.c", "..", "x", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30." })
    void refusesTextsThatAreNoSignedTokens(String token) throws Exception {
        Cause cause = refusal(proof(true, "RS256", jwks(RSA)), token);
        assertEquals(token.startsWith("ey") ? Cause.ALGORITHM : Cause.MALFORMED, cause);
    }

    @ParameterizedTest
    @CsvSource({ "true", "false" })
    void replacesWithdrawnKeys(boolean inFile) throws Exception {
        PublicJsonWebKey next = named("next", copy(OTHER));
        JwtProof proof = proof(inFile, "RS256", jwks(RSA));
        String old = signed(claims(), "RS256", RSA, "rsa");
        assertNull(refusal(proof, old));
        publish(jwks(next));
        assertEquals(Cause.KEY_NOT_KNOWN, eventually(proof, old, Cause.KEY_NOT_KNOWN));
        assertNull(refusal(proof, signed(claims(), "RS256", next, "next")));
        publish("{");
        Thread.sleep(200);
        assertNull(refusal(proof, signed(claims(), "RS256", next, "next")), "keys outlive a broken JWKS");
    }

    @Test
    void refusesTokensUntilTheKeysCanBeFetched() throws Exception {
        JwtProof proof = proof(false, "RS256", "");
        String token = signed(claims(), "RS256", RSA, "rsa");
        assertEquals(Cause.KEY_NOT_KNOWN, refusal(proof, token));
        publish(jwks(RSA));
        assertNull(eventually(proof, token, null));
    }

    @Test
    void unknownKeysNeitherMultiplyFetchesNorDelayOtherTokensAndAValidOneExpires() throws Exception {
        JwtProof proof = proof(false, "RS256", jwks(RSA));
        JwtClaims untilSoon = claims();
        untilSoon.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 3));
        String token = signed(untilSoon, "RS256", RSA, "rsa");
        assertNull(refusal(proof, token));
        hangs = true;
        int before = fetches.get();
        List<CompletableFuture<Cause>> strangers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            strangers.add(proof.refusalCause(signed(claims(), "RS256", RSA, "stranger-" + i)).toCompletableFuture());
        }
        JwtClaims claims = claims();
        claims.setJwtId("not verified yet");
        assertNull(proof.refusalCause(signed(claims, "RS256", RSA, "rsa")).toCompletableFuture().get(2, TimeUnit.SECONDS));
        for (CompletableFuture<Cause> stranger : strangers) {
            assertEquals(Cause.KEY_NOT_KNOWN, stranger.get(20, TimeUnit.SECONDS));
        }
        // One that hangs for 5 s, the one under way before it, and one behind it.
        assertTrue(fetches.get() - before <= 3, "fetches: " + (fetches.get() - before));
        assertEquals(Cause.EXPIRED, eventually(proof, token, Cause.EXPIRED));
    }

    private static Cause eventually(JwtProof proof, String token, Cause expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Cause cause = refusal(proof, token);
        while (cause != expected && System.nanoTime() < end) {
            Thread.sleep(20);
            cause = refusal(proof, token);
        }
        return cause;
    }

    @Test
    void aReasonThatRefusesAllTokensIsOneWarningAMinuteWithItsRemedy() throws Exception {
        JwtProof proof = proof(true, "RS256", jwks(RSA));
        try (LogLines log = new LogLines(JwtProof.class.getName())) {
            for (int i = 0; i < 20; i++) {
                JwtClaims claims = claims();
                claims.setIssuer(i < 4 ? Issuer.NAME : Issuer.NAME + "/");
                claims.setJwtId("id-" + i);
                refusal(proof, signed(claims, "RS256", RSA, "rsa"));
            }
            assertEquals(1, log.all().size());
            String line = new PatternFormatter("%s").format(log.all().get(0));
            assertTrue(line.contains("issuer (check mp.jwt.verify.issuer)"), line);
        }
    }

    private JwtProof proof(boolean inFile, String algorithms, String jwks) throws IOException {
        publish(jwks);
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(AuthConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("facade.auth.mode", "server", "facade.auth.jwks-pause", "PT0.05S",
                                "facade.auth.jwks-refresh", "PT0.05S", AuthCheck.JWKS_LOCATION,
                                inFile ? folder.resolve("jwks.json").toString()
                                        : "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks"),
                        "test", 300))
                .build();
        JWTAuthContextInfo info = new JWTAuthContextInfo();
        info.setClockSkew(0);
        info.setIssuedBy(Issuer.NAME);
        info.setExpectedAudience(Set.of(Issuer.AUDIENCE));
        info.setSignatureAlgorithm(
                Arrays.stream(algorithms.split(",")).map(SignatureAlgorithm::fromAlgorithm).collect(Collectors.toSet()));
        Jwks keys = new Jwks(config.getConfigMapping(AuthConfig.class), config, had -> {
        }, VERTX);
        keys.start(new StartupEvent());
        started.add(keys);
        return new JwtProof(() -> new DefaultJWTParser(info), () -> info, keys, VERTX);
    }

    private void publish(String jwks) throws IOException {
        published = jwks;
        Path written = Files.writeString(folder.resolve("new.json"), jwks);
        Files.move(written, folder.resolve("jwks.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Cause refusal(JwtProof proof, String token) throws Exception {
        return proof.refusalCause(token).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String jwks(JsonWebKey... keys) throws JoseException {
        String members = Arrays.stream(keys).map(key -> key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                .collect(Collectors.joining(","));
        return "{\"keys\":[" + OctJwkGenerator.generateJwk(256).toJson() + "," + members + "]}";
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(Issuer.NAME);
        claims.setAudience(Issuer.AUDIENCE);
        claims.setSubject("caller");
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 300));
        return claims;
    }

    private static String signed(JwtClaims claims, String algorithm, PublicJsonWebKey key, String kid) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKey(key.getPrivateKey());
        if (kid != null) {
            signature.setKeyIdHeaderValue(kid);
        }
        return signature.getCompactSerialization();
    }

    private static PublicJsonWebKey named(String id, PublicJsonWebKey key) {
        key.setKeyId(id);
        return key;
    }

    private static PublicJsonWebKey copy(PublicJsonWebKey key) throws JoseException {
        return PublicJsonWebKey.Factory.newPublicJwk(key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
    }

    private static PublicJsonWebKey rsa() {
        try {
            return RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey ec() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey ed() {
        try {
            return OkpJwkGenerator.generateJwk("Ed25519");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
