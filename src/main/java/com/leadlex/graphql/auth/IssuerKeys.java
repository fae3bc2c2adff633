package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The public keys of a JWKS (RFC 7517, section 5) that signatures are verified with, by their {@code kid}. */
record IssuerKeys(Map<String, PublicKey> byId) {

    static final IssuerKeys NONE = new IssuerKeys(Map.of());
    private static final String WITHOUT_ID = "";

    /** @throws IllegalArgumentException when there is no such key in it; the message has nothing of the text */
    static IssuerKeys of(String jwks) {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (JsonWebKey key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
                if (key.getKey() instanceof PublicKey verifier && !"enc".equals(key.getUse())) {
                    keys.putIfAbsent(key.getKeyId() == null ? WITHOUT_ID : key.getKeyId(), verifier);
                }
            }
        } catch (JoseException e) {
            throw new IllegalArgumentException("the answer is no JWKS");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the JWKS has no key to verify signatures with");
        }
        return new IssuerKeys(Map.copyOf(keys));
    }

    /** @param id the token's {@code kid}; a token without one can only mean the one key that there is */
    @Nullable
    PublicKey key(@Nullable String id) {
        if (id == null) {
            return byId.size() == 1 ? byId.values().iterator().next() : null;
        }
        PublicKey key = byId.get(id);
        return key != null || byId.size() != 1 ? key : byId.get(WITHOUT_ID);
    }
}
