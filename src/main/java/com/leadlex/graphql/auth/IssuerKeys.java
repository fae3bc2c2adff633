package com.leadlex.graphql.auth;

import java.security.PublicKey;
import java.util.Collection;
import java.util.List;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.KeyOperations;
import org.jose4j.jwk.SimpleJwkFilter;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The public keys of a JWKS (RFC 7517, section 5).
 *
 * @param text that they were read from
 */
record IssuerKeys(String text, Collection<JsonWebKey> all) {

    static final IssuerKeys NONE = new IssuerKeys("none yet", List.of());

    /** Of those that fit a token: an issuer has one, or two while it changes them. */
    private static final int MOST = 4;

    /** @throws IllegalArgumentException when there is no such key in it; the message has nothing of the text */
    static IssuerKeys of(String jwks) {
        try {
            List<JsonWebKey> all = new JsonWebKeySet(jwks).getJsonWebKeys().stream()
                    .filter(key -> key.getKey() instanceof PublicKey).toList();
            if (all.isEmpty()) {
                throw new IllegalArgumentException("the JWKS has no key to verify signatures with");
            }
            return new IssuerKeys(jwks, all);
        } catch (JoseException e) {
            throw new IllegalArgumentException("it is not a JWKS");
        }
    }

    /** Those that may have signed it, by {@code kid}, {@code kty}, {@code alg}, {@code use} and {@code key_ops} together. */
    List<JsonWebKey> fitting(JsonWebSignature signature) throws JoseException {
        SimpleJwkFilter filter = new SimpleJwkFilter();
        if (signature.getKeyIdHeaderValue() != null) {
            filter.setKid(signature.getKeyIdHeaderValue(), SimpleJwkFilter.OMITTED_OKAY);
        }
        filter.setKty(signature.getAlgorithmNoConstraintCheck().getKeyType());
        filter.setAlg(signature.getAlgorithmHeaderValue(), SimpleJwkFilter.OMITTED_OKAY);
        filter.setUse("sig", SimpleJwkFilter.OMITTED_OKAY);
        filter.setKeyOperations(new String[] { KeyOperations.VERIFY }, SimpleJwkFilter.OMITTED_OKAY);
        return filter.filter(all).stream().limit(MOST).toList();
    }
}
