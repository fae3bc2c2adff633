package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is wrong with those settings of Quarkus that users of this service set most, before Quarkus fails over them. */
final class QuarkusSettingsCheck {

    private static final int LARGEST_PORT = 65_535;
    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> REDIS = Set.of("redis", "rediss");
    private static final List<String> OTLP = List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
            "quarkus.otel.exporter.otlp.traces.endpoint");

    private QuarkusSettingsCheck() {
    }

    /**
     * One line for each mistake; no line repeats a value, since a URL may hold a password.
     *
     * @param value the value of a property; null when it is not set
     */
    static List<String> mistakes(UnaryOperator<String> value) {
        List<String> mistakes = new ArrayList<>();
        String port = value.apply("quarkus.http.port");
        if (port != null && !isPort(port)) {
            mistakes.add("PORT (quarkus.http.port) must be a port from 0, which means any free one, to " + LARGEST_PORT + ".");
        }
        for (String name : OTLP) {
            String endpoint = value.apply(name);
            if (endpoint != null && !isUrl(endpoint, HTTP)) {
                mistakes.add("OTEL_EXPORTER_OTLP_ENDPOINT (" + name
                        + ") must be an http or https URL, such as http://collector:4317.");
            }
        }
        String redis = value.apply("quarkus.redis.hosts");
        if (redis != null && !Arrays.stream(redis.split(",")).allMatch(host -> isUrl(host.strip(), REDIS))) {
            mistakes.add("quarkus.redis.hosts must be redis or rediss URLs, such as redis://redis:6379.");
        }
        for (String store : List.of("trust-store", "key-store")) {
            String mistake = StoreCheck.mistake("quarkus.rest-client.leadlex." + store, value);
            if (mistake != null) {
                mistakes.add(mistake);
            }
        }
        for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY", "facade.auth.jwks-proxy", ProxyDefaults.ADDRESS)) {
            String proxy = HttpProxy.value(name, value);
            if (proxy != null && !proxy.equals("none") && HttpProxy.parse(proxy) == null) {
                mistakes.add(name + HttpProxy.MUST_BE);
            }
        }
        String leadlex = value.apply("quarkus.rest-client.leadlex.url");
        if (leadlex != null && !(isUrl(leadlex, HTTP) && URI.create(leadlex).getHost() != null)) {
            mistakes.add("quarkus.rest-client.leadlex.url (LEADLEX_URL) must be an http or https URL, with a host without"
                    + " underscore.");
        }
        return mistakes;
    }

    private static boolean isPort(String value) {
        try {
            int port = Integer.parseInt(value);
            return port >= 0 && port <= LARGEST_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isUrl(String value, Set<String> schemes) {
        try {
            URI uri = new URI(value);
            return uri.getScheme() != null && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawAuthority() != null && uri.getPort() <= LARGEST_PORT
                    && (uri.getHost() != null || isHostWithUnderscore(uri.getRawAuthority()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Docker Compose makes such host names; {@link URI} knows none in them. */
    private static boolean isHostWithUnderscore(String authority) {
        return authority.matches("([^@]*@)?[A-Za-z0-9._-]+(:\\d{1,5})?");
    }
}
