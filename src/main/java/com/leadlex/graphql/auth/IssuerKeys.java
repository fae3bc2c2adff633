package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.List;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.KeyOperations;
import org.jose4j.jwk.SimpleJwkFilter;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The public keys of a JWKS.
 *
 * @param jwks the text of the JWKS
 */
record IssuerKeys(String jwks, List<JsonWebKey> publicKeys) {

    /** The most keys that are tried for a token: an issuer has one key, or two while it replaces its key. */
    private static final int MAX_FITTING_KEYS = 4;

    /** True for the text of a JWKS, false for the text of a single key in PEM or JSON. */
    static boolean isJwks(String text) {
        return text.contains("\"keys\"");
    }

    /** @throws IllegalArgumentException for a text without such a key; the message does not repeat the text */
    static IssuerKeys of(String jwks) {
        List<JsonWebKey> publicKeys = List.of();
        try {
            publicKeys = new JsonWebKeySet(jwks).getJsonWebKeys().stream().filter(key -> key.getKey() instanceof PublicKey)
                    .toList();
        } catch (JoseException e) {
            // not rethrown: the message of a JoseException repeats the text
        }
        if (publicKeys.isEmpty()) {
            throw new IllegalArgumentException("it is not a JWKS with a key to verify signatures with");
        }
        return new IssuerKeys(jwks, publicKeys);
    }

    /** @return the keys that fit the token in {@code kid}, {@code kty}, {@code alg}, {@code use} and {@code key_ops} */
    List<JsonWebKey> keysFitting(JsonWebSignature signature) throws JoseException {
        SimpleJwkFilter keyFilter = new SimpleJwkFilter();
        if (signature.getKeyIdHeaderValue() != null) {
            keyFilter.setKid(signature.getKeyIdHeaderValue(), SimpleJwkFilter.OMITTED_OKAY);
        }
        keyFilter.setKty(signature.getAlgorithmNoConstraintCheck().getKeyType());
        keyFilter.setAlg(signature.getAlgorithmHeaderValue(), SimpleJwkFilter.OMITTED_OKAY);
        keyFilter.setUse("sig", SimpleJwkFilter.OMITTED_OKAY);
        keyFilter.setKeyOperations(new String[] { KeyOperations.VERIFY }, SimpleJwkFilter.OMITTED_OKAY);
        return keyFilter.filter(publicKeys).stream().limit(MAX_FITTING_KEYS).toList();
    }
}
