package com.leadlex.graphql.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

/** Stands in for an identity provider: signs tokens, and serves the key to verify them with as a JWKS. */
public final class Issuer implements AutoCloseable {

    static final String NAME = "https://issuer.example";
    static final String AUDIENCE = "leadlex-graphql";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair KEYS = keys();

    private final HttpServer server;

    public Issuer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks", this::answer);
        server.start();
    }

    /** Claims that are good enough; a test spoils one of them. */
    public static JwtClaimsBuilder claims() {
        return Jwt.claims().issuer(NAME).audience(AUDIENCE).subject("caller").issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(300));
    }

    public static String signed(JwtClaimsBuilder claims) {
        return signed(claims, KEYS);
    }

    static String signed(JwtClaimsBuilder claims, KeyPair keys) {
        return claims.jws().keyId("key-1").sign(keys.getPrivate());
    }

    static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as text, which is what a forger has to sign with. */
    static byte[] publicKey() {
        return KEYS.getPublic().getEncoded();
    }

    private void answer(HttpExchange exchange) throws IOException {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        byte[] jwks = ("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"key-1\",\"n\":\""
                + BASE64.encodeToString(key.getModulus().toByteArray()) + "\",\"e\":\""
                + BASE64.encodeToString(key.getPublicExponent().toByteArray()) + "\"}]}").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, jwks.length);
        exchange.getResponseBody().write(jwks);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
