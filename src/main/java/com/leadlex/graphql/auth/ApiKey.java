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
    private static final String LEADLEX = "wbk_";
    /** A shorter part of a key reveals nothing, and any text may contain it by chance. */
    private static final int SHORTEST_PART = 8;

    private final String value;
    private @Nullable Fingerprint fingerprint;
    private @Nullable String sharedName;

    private ApiKey(String value) {
        this.value = value;
    }

    /** @param value any token that consists of visible characters; not checked here */
    public static ApiKey of(String value) {
        return new ApiKey(value);
    }

    /** The value of the {@code Authorization} header, for a call to Leadlex only. */
    public String authorization() {
        return "Bearer " + value;
    }

    /** Stands for the key in maps and in the log. A salted hash, so it reveals nothing and differs in each process. */
    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(value);
        }
        return fingerprint;
    }

    /**
     * Names the key to other replicas of this service: the same in each process. A SHA-256, which reveals nothing as long as
     * keys cannot be guessed.
     *
     * @return {@value #SHARED_NAME_LENGTH} lower-case hexadecimal digits
     */
    public String sharedName() {
        if (sharedName == null) {
            // The prefix makes it differ from a hash of the key alone, which other programs may use as a name too.
            sharedName = HashUtil.sha256("leadlex-graphql:" + value);
        }
        return sharedName;
    }

    /** @see #isRevealed */
    public boolean isRevealedBy(String text) {
        return isRevealed(text, value);
    }

    /**
     * True when a text reveals a key: it is the key or a large part of it, contains it, or looks like a key of Leadlex. Such a
     * text is neither logged nor sent. Ignores case.
     *
     * @param text of at most some hundred characters: the time can be the product of both lengths
     * @param key that the caller sent, of any kind; null without one
     */
    public static boolean isRevealed(String text, @Nullable String key) {
        String shown = text.toLowerCase(Locale.ROOT);
        if (key == null || shown.contains(LEADLEX)) {
            return shown.contains(LEADLEX);
        }
        String secret = key.toLowerCase(Locale.ROOT);
        return shown.equals(secret) || shown.length() >= SHORTEST_PART && secret.contains(shown)
                || secret.length() >= SHORTEST_PART && shown.contains(secret);
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }

    /** A salted SHA-256 of a secret. */
    public static final class Fingerprint {

        private static final byte[] SALT = salt();
        /** Reused: a digest resets itself. */
        private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal
                .withInitial(() -> org.jose4j.lang.HashUtil.getMessageDigest("SHA-256"));

        private final byte[] bytes;

        private Fingerprint(byte[] bytes) {
            this.bytes = bytes;
        }

        static Fingerprint of(String secret) {
            MessageDigest digest = DIGEST.get();
            digest.update(SALT);
            return new Fingerprint(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        }

        private static byte[] salt() {
            byte[] salt = new byte[32];
            new SecureRandom().nextBytes(salt);
            return salt;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        }

        /** @return the first eight hexadecimal digits, by which the log distinguishes keys */
        public String prefix() {
            return HexFormat.of().toHexDigits(hashCode());
        }

        @Override
        public String toString() {
            return "Fingerprint[redacted]";
        }
    }
}
