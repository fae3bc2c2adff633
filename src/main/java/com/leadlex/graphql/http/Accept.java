package com.leadlex.graphql.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads {@code Accept} (RFC 9110, section 12.5.1), whose value may be any text. */
public final class Accept {

    /** The value of {@code Accept} that GraphQL clients usually send, which is not parsed each time. */
    private static final String USUAL_ACCEPT_HEADER = "application/graphql-response+json, application/json;q=0.9";
    private static final String HTML_MEDIA_TYPE = "text/html";

    private Accept() {
    }

    /** @return the preferred format, or null, as {@link #negotiate(String)} */
    public static @Nullable ResponseFormat negotiate(HttpServerRequest request) {
        return negotiate(acceptHeader(request));
    }

    /** True when the client prefers a page to JSON, as a browser that opens the address does. */
    public static boolean prefersHtml(HttpServerRequest request) {
        String acceptHeader = acceptHeader(request);
        if (!acceptHeader.contains(HTML_MEDIA_TYPE)) {
            return false;
        }
        List<Preference> preferences = Preference.parseHeader(acceptHeader);
        double htmlWeight = preferences.stream().filter(preference -> preference.value().equals(HTML_MEDIA_TYPE))
                .mapToDouble(Preference::weight).max().orElse(0);
        return htmlWeight > weightOf(ResponseFormat.JSON, preferences)
                && htmlWeight > weightOf(ResponseFormat.GRAPHQL_RESPONSE, preferences);
    }

    private static String acceptHeader(HttpServerRequest request) {
        List<String> headerValues = request.headers().getAll(HttpHeaders.ACCEPT);
        return headerValues.isEmpty() ? "" : headerValues.size() == 1 ? headerValues.get(0) : String.join(",", headerValues);
    }

    /**
     * @param acceptHeader empty when there is none
     * @return the preferred format, {@code application/json} without a preference; null if the client accepts neither format
     */
    static @Nullable ResponseFormat negotiate(String acceptHeader) {
        if (acceptHeader.isBlank() || acceptHeader.equals("*/*") || acceptHeader.equals("application/json")) {
            return ResponseFormat.JSON;
        }
        if (acceptHeader.equals(USUAL_ACCEPT_HEADER)) {
            return ResponseFormat.GRAPHQL_RESPONSE;
        }
        List<Preference> preferences = Preference.parseHeader(acceptHeader);
        double graphQLWeight = weightOf(ResponseFormat.GRAPHQL_RESPONSE, preferences);
        double jsonWeight = weightOf(ResponseFormat.JSON, preferences);
        if (graphQLWeight <= 0 && jsonWeight <= 0) {
            return null;
        }
        boolean isGraphQLNamed = preferences.stream()
                .anyMatch(preference -> ResponseFormat.GRAPHQL_RESPONSE.fitOf(preference.value()) == ResponseFormat.EXACT_FIT);
        return graphQLWeight > jsonWeight || graphQLWeight == jsonWeight && isGraphQLNamed ? ResponseFormat.GRAPHQL_RESPONSE
                : ResponseFormat.JSON;
    }

    /** The weight of the media range that fits the format best. */
    private static double weightOf(ResponseFormat format, List<Preference> preferences) {
        int bestFit = 0;
        double weightOfBestFit = 0;
        for (Preference preference : preferences) {
            int fit = format.fitOf(preference.value());
            if (fit > bestFit) {
                bestFit = fit;
                weightOfBestFit = preference.isUtf8() ? preference.weight() : 0;
            }
        }
        return weightOfBestFit;
    }
}
