package com.leadlex.graphql.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads {@code Accept} (RFC 9110, section 12.5.1), whose value may be any text. */
public final class Accept {

    /** The value that GraphQL clients usually send, which is not parsed each time. */
    private static final String USUAL = "application/graphql-response+json, application/json;q=0.9";
    private static final String HTML = "text/html";

    private Accept() {
    }

    /** @return as {@link #negotiate(String)} */
    public static @Nullable ResponseFormat negotiate(HttpServerRequest request) {
        return negotiate(header(request));
    }

    /** True when the client prefers a page to JSON, as a browser that opens the address does. */
    public static boolean prefersHtml(HttpServerRequest request) {
        String header = header(request);
        if (!header.contains(HTML)) {
            return false;
        }
        List<Preference> preferences = Preference.list(header);
        double html = preferences.stream().filter(preference -> preference.value().equals(HTML)).mapToDouble(Preference::weight)
                .max()
                .orElse(0);
        return html > weight(ResponseFormat.JSON, preferences) && html > weight(ResponseFormat.GRAPHQL_RESPONSE, preferences);
    }

    private static String header(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HttpHeaders.ACCEPT);
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    /**
     * @param header empty when there is none
     * @return the format that the client prefers; {@code application/json} without a preference; null if it accepts neither
     */
    static @Nullable ResponseFormat negotiate(String header) {
        if (header.isBlank() || header.equals("*/*") || header.equals("application/json")) {
            return ResponseFormat.JSON;
        }
        if (header.equals(USUAL)) {
            return ResponseFormat.GRAPHQL_RESPONSE;
        }
        List<Preference> preferences = Preference.list(header);
        double graphQL = weight(ResponseFormat.GRAPHQL_RESPONSE, preferences);
        double json = weight(ResponseFormat.JSON, preferences);
        if (graphQL <= 0 && json <= 0) {
            return null;
        }
        boolean named = preferences.stream()
                .anyMatch(preference -> ResponseFormat.GRAPHQL_RESPONSE.fits(preference.value()) == ResponseFormat.EXACTLY);
        return graphQL > json || graphQL == json && named ? ResponseFormat.GRAPHQL_RESPONSE : ResponseFormat.JSON;
    }

    /** The weight of the media range that fits the format best. */
    private static double weight(ResponseFormat format, List<Preference> preferences) {
        int best = 0;
        double weight = 0;
        for (Preference preference : preferences) {
            int fit = format.fits(preference.value());
            if (fit > best) {
                best = fit;
                weight = preference.isUtf8() ? preference.weight() : 0;
            }
        }
        return weight;
    }
}
