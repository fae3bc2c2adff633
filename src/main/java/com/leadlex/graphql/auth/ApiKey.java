package com.leadlex.graphql.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** A Leadlex API key. The key itself leaves this type only as the header of the call to Leadlex. */
public final class ApiKey {

    public static final int SHARED_NAME_LENGTH = 64;

    /** How each of Leadlex's own keys begins. */
    private static final String LEADLEX = "wbk_";
    /** A shorter part of a key is no secret, and may be in any text by chance. */
    private static final int SHORTEST_PART = 8;

    private final String value;
    private @Nullable Fingerprint fingerprint;
    private @Nullable String sharedName;

    private ApiKey(String value) {
        this.value = value;
    }

    /** @param value any token of visible characters, which the caller has checked */
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

    /**
     * Names the key to other replicas of this service: the same in each process. A SHA-256, which cannot be turned back
     * as long as keys are not guessable.
     *
     * @return {@value #SHARED_NAME_LENGTH} lower-case hexadecimal digits
     */
    public String sharedName() {
        if (sharedName == null) {
            MessageDigest digest = sha256();
            // So that it differs from a hash of the key alone, which others may have made for purposes of their own.
            digest.update("leadlex-graphql:".getBytes(StandardCharsets.UTF_8));
            sharedName = HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        }
        return sharedName;
    }

    /** @see #isRevealed */
    public boolean isRevealedBy(String text) {
        return isRevealed(text, value);
    }

    /**
     * True when a text that came from elsewhere gives a key away: it is the key or a large part of it, contains it, or looks
     * like a key of Leadlex. Such a text is neither logged nor sent on nor sent back. Upper and lower case are the same.
     *
     * @param key that the caller sent, of any kind; null when there is none
     */
    public static boolean isRevealed(String text, @Nullable String key) {
        String shown = text.toLowerCase(Locale.ROOT);
        if (key == null || shown.contains(LEADLEX)) {
            return shown.contains(LEADLEX);
        }
        String secret = key.toLowerCase(Locale.ROOT);
        return shown.equals(secret) || shown.length() >= SHORTEST_PART && contains(secret, shown)
                || secret.length() >= SHORTEST_PART && contains(shown, secret);
    }

    /** In linear time (Knuth, Morris, Pratt), since callers choose both; that of the JDK takes the product of the lengths. */
    private static boolean contains(String text, String part) {
        if (part.length() > text.length()) {
            return false;
        }
        int[] border = new int[part.length() + 1];
        border[0] = -1;
        for (int i = 0, j = -1; i < part.length(); border[++i] = ++j) {
            while (j >= 0 && part.charAt(i) != part.charAt(j)) {
                j = border[j];
            }
        }
        int matched = 0;
        for (int i = 0; i < text.length() && matched < part.length(); i++, matched++) {
            while (matched >= 0 && text.charAt(i) != part.charAt(matched)) {
                matched = border[matched];
            }
        }
        return matched == part.length();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[redacted]";
    }

    /** A salted SHA-256 of a secret. */
    public static final class Fingerprint {

        private static final byte[] SALT = salt();
        /** A digest keeps nothing of what it has digested. */
        private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ApiKey::sha256);

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

        /** @return its first eight hexadecimal digits, by which the log tells keys apart */
        public String prefix() {
            return HexFormat.of().toHexDigits(hashCode());
        }

        @Override
        public String toString() {
            return "Fingerprint[redacted]";
        }
    }
}
