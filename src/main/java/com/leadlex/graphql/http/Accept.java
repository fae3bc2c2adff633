package com.leadlex.graphql.http;

import java.util.List;
import java.util.Locale;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads {@code Accept} (RFC 9110, section 12.5.1). */
final class Accept {

    /** What most clients send, so that it need not be taken apart each time. */
    private static final String USUAL = "application/graphql-response+json, application/json;q=0.9";

    private Accept() {
    }

    /** @return as {@link #negotiate(String)} */
    static ResponseFormat negotiate(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HttpHeaders.ACCEPT);
        return negotiate(values.size() == 1 ? values.get(0) : String.join(",", values));
    }

    /**
     * @param header null or blank when there is none
     * @return the format the client likes most; {@code application/json} where it does not care, as the GraphQL over
     *         HTTP draft asks for clients older than it; null when it likes none
     */
    static ResponseFormat negotiate(String header) {
        if (header == null || header.isBlank() || header.equals("*/*") || header.equals("application/json")) {
            return ResponseFormat.JSON;
        }
        if (header.equals(USUAL)) {
            return ResponseFormat.GRAPHQL_RESPONSE;
        }
        String[] ranges = header.toLowerCase(Locale.ROOT).split(",");
        double graphQL = quality(ResponseFormat.GRAPHQL_RESPONSE, ranges);
        double json = quality(ResponseFormat.JSON, ranges);
        if (graphQL <= 0 && json <= 0) {
            return null;
        }
        if (graphQL == json) {
            return isNamed(ResponseFormat.GRAPHQL_RESPONSE, ranges) ? ResponseFormat.GRAPHQL_RESPONSE : ResponseFormat.JSON;
        }
        return graphQL > json ? ResponseFormat.GRAPHQL_RESPONSE : ResponseFormat.JSON;
    }

    /** The quality of the range that fits best. */
    private static double quality(ResponseFormat format, String[] ranges) {
        int best = 0;
        double quality = 0;
        for (String range : ranges) {
            String[] parts = range.split(";", -1);
            int fit = format.fits(parts[0].strip());
            if (fit > best) {
                best = fit;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
            if (part.startsWith("charset=") && !part.equals("charset=utf-8") && !part.equals("charset=\"utf-8\"")) {
                return 0;
            }
        }
        return 1;
    }

    private static boolean isNamed(ResponseFormat format, String[] ranges) {
        for (String range : ranges) {
            if (format.fits(range.split(";", -1)[0].strip()) == 3) {
                return true;
            }
        }
        return false;
    }
}
