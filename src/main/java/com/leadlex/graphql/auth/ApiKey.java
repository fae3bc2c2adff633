package com.leadlex.graphql.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.util.HashUtil;

/** A Leadlex API key. Its text leaves this type only in the header of a call to Leadlex. */
public final class ApiKey {

    /** The number of characters of {@link #sharedName}. */
    public static final int SHARED_NAME_LENGTH = 64;

    /** The prefix of every key of Leadlex. */
    private static final String LEADLEX_KEY_PREFIX = "wbk_";
    /** A shorter part of a key reveals nothing, and any text may contain it by chance. */
    private static final int MIN_REVEALING_LENGTH = 8;

    private final String secret;
    private @Nullable Fingerprint fingerprint;
    private @Nullable String sharedName;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** @param secret any token that consists of visible characters; not checked here */
    public static ApiKey of(String secret) {
        return new ApiKey(secret);
    }

    /** The value of the {@code Authorization} header, for a call to Leadlex only. */
    public String authorizationHeader() {
        return "Bearer " + secret;
    }

    /** Stands for the key in maps and in the log. A salted hash, which reveals nothing and differs in each process. */
    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(secret);
        }
        return fingerprint;
    }

    /**
     * Names the key to other replicas of this service: the name is the same in each process.
     * It is a SHA-256, which reveals nothing as long as keys cannot be guessed.
     *
     * @return {@value #SHARED_NAME_LENGTH} lower-case hexadecimal digits
     */
    public String sharedName() {
        if (sharedName == null) {
            // The prefix makes the name differ from a hash of the key alone, which other programs may use as a name.
            sharedName = HashUtil.sha256("leadlex-graphql:" + secret);
        }
        return sharedName;
    }

    /** @see #isRevealed */
    public boolean isRevealedBy(String text) {
        return isRevealed(text, secret);
    }

    /**
     * True when a text reveals a key: the text is the key or a large part of the key, contains the key,
     * or looks like a key of Leadlex. Such a text is neither logged nor sent. Ignores case.
     *
     * @param text at most some hundred characters: the time can be the product of both lengths
     * @param key the key that the caller sent, of any kind; null without a key
     */
    public static boolean isRevealed(String text, @Nullable String key) {
        String lowerCaseText = text.toLowerCase(Locale.ROOT);
        if (key == null || lowerCaseText.contains(LEADLEX_KEY_PREFIX)) {
            return lowerCaseText.contains(LEADLEX_KEY_PREFIX);
        }
        String lowerCaseKey = key.toLowerCase(Locale.ROOT);
        return lowerCaseText.equals(lowerCaseKey)
                || lowerCaseText.length() >= MIN_REVEALING_LENGTH && lowerCaseKey.contains(lowerCaseText)
                || lowerCaseKey.length() >= MIN_REVEALING_LENGTH && lowerCaseText.contains(lowerCaseKey);
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }

    /** A salted SHA-256 of a secret. */
    public static final class Fingerprint {

        private static final byte[] PROCESS_SALT = randomSalt();
        /** The SHA-256 of each thread, which is reused: a digest resets itself. */
        private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal
                .withInitial(() -> org.jose4j.lang.HashUtil.getMessageDigest("SHA-256"));

        private final byte[] hash;

        private Fingerprint(byte[] hash) {
            this.hash = hash;
        }

        static Fingerprint of(String secret) {
            MessageDigest digest = DIGEST.get();
            digest.update(PROCESS_SALT);
            return new Fingerprint(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        }

        private static byte[] randomSalt() {
            byte[] salt = new byte[32];
            new SecureRandom().nextBytes(salt);
            return salt;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint otherFingerprint && Arrays.equals(hash, otherFingerprint.hash);
        }

        @Override
        public int hashCode() {
            return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
        }

        /** @return the first eight hexadecimal digits, by which the log distinguishes keys */
        public String logPrefix() {
            return HexFormat.of().toHexDigits(hashCode());
        }

        @Override
        public String toString() {
            return "Fingerprint[redacted]";
        }
    }
}
