package com.leadlex.graphql.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The token of {@code Authorization: Bearer <token>} (RFC 6750, section 2.1). */
final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 8192;

    private BearerToken() {
    }

    /**
     * Any shape of token is one, but no control character, space or letter beyond ASCII gets through.
     *
     * @param headers the values of {@code Authorization}
     * @return null when there is not exactly one usable token
     */
    static @Nullable String of(List<String> headers) {
        if (headers.size() != 1) {
            return null;
        }
        String header = headers.get(0).strip();
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        return !token.isEmpty() && token.length() <= LONGEST && isVisible(token) ? token : null;
    }

    private static boolean isVisible(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= ' ' || token.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }
}
