package com.leadlex.graphql.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/** A Leadlex API key. The key itself leaves this type only as the header of the call to Leadlex. */
public final class ApiKey {

    private final String value;
    private Fingerprint fingerprint;

    private ApiKey(String value) {
        this.value = value;
    }

    /** @param value any token of visible characters; who builds it has checked that */
    public static ApiKey of(String value) {
        return new ApiKey(value);
    }

    /** The value of the {@code Authorization} header of a call to Leadlex. For that call only. */
    public String authorization() {
        return "Bearer " + value;
    }

    /** Stands for the key where something is remembered by key: cannot be turned back, and differs in each process. */
    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(value);
        }
        return fingerprint;
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }

    /** A salted SHA-256 of a secret. */
    public static final class Fingerprint {

        private static final MessageDigest SALTED = salted();

        private final byte[] bytes;

        private Fingerprint(byte[] bytes) {
            this.bytes = bytes;
        }

        static Fingerprint of(String secret) {
            try {
                return new Fingerprint(((MessageDigest) SALTED.clone()).digest(secret.getBytes(StandardCharsets.UTF_8)));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static MessageDigest salted() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] salt = new byte[32];
                new SecureRandom().nextBytes(salt);
                digest.update(salt);
                return digest;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        }

        @Override
        public String toString() {
            return "Fingerprint[redacted]";
        }
    }
}
