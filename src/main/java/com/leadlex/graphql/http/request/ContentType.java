package com.leadlex.graphql.http.request;

import java.util.Locale;

import com.leadlex.graphql.http.AnswerKind;
import com.leadlex.graphql.http.Refusal;
import com.leadlex.graphql.http.response.Content;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads the {@code Content-Type} of a request. JSON alone is taken: a form or plain text can be posted by any page without
 * asking.
 */
public final class ContentType {

    private ContentType() {
    }

    public static void requireJson(HttpServerRequest request) throws Refusal {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (!isJson(request.getHeader(HttpHeaders.CONTENT_TYPE)) || encoding != null && !encoding.equals("identity")) {
            throw new Refusal(AnswerKind.UNSUPPORTED_CONTENT, "Send the request as application/json in UTF-8, not compressed.");
        }
    }

    /** @param header null when there is none */
    private static boolean isJson(String header) {
        if (header == null) {
            return false;
        }
        if (header.equals("application/json")) {
            return true;
        }
        String[] parts = header.toLowerCase(Locale.ROOT).split(";");
        if (parts.length == 0 || !parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip().replace("\"", "");
            if (part.startsWith("charset=") && !part.equals("charset=utf-8") && !part.equals("charset=utf8")) {
                return false;
            }
        }
        return true;
    }
}
