package com.leadlex.graphql.http.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Whether a text that a caller chose holds a key. Such a text is neither logged nor sent on nor sent back. */
public final class CallersKey {

    /** How each of Leadlex' own keys begins. */
    private static final String LEADLEX = "wbk_";
    /** A shorter part of a key is no secret, and may be in any text by chance. */
    private static final int SHORTEST = 8;

    private CallersKey() {
    }

    public static boolean isIn(String text, HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return text.contains(LEADLEX);
        }
        String value = authorization.strip();
        String token = value.substring(value.lastIndexOf(' ') + 1);
        return text.contains(LEADLEX) || text.equals(token) || text.length() >= SHORTEST && token.contains(text)
                || token.length() >= SHORTEST && text.contains(token);
    }
}
