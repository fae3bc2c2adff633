package com.leadlex.graphql.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.leadlex.graphql.leadlex.LeadlexUrl;

/** What is wrong with those settings of Quarkus that users of this service set most, before Quarkus fails over them. */
final class QuarkusSettingsCheck {

    private static final int LARGEST_PORT = 65_535;
    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> REDIS = Set.of("redis", "rediss");
    private static final List<String> OTLP = List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "quarkus.otel.exporter.otlp.endpoint",
            "quarkus.otel.exporter.otlp.traces.endpoint");
    private static final List<String> OTLP_PROTOCOLS = List.of("grpc", "http/protobuf");
    /** Quarkus takes anything else than "true" for "false" here, with a warning. */
    private static final List<String> BOOLEANS = List.of("quarkus.http.cors.enabled",
            "quarkus.http.cors.access-control-allow-credentials", "quarkus.http.proxy.proxy-address-forwarding",
            "quarkus.http.proxy.allow-forwarded", "quarkus.http.proxy.allow-x-forwarded",
            "quarkus.http.proxy.enable-forwarded-host", "quarkus.log.console.json.enabled");

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
        if (leadlex != null && !LeadlexUrl.isUsable(leadlex)) {
            mistakes.add(
                    "quarkus.rest-client.leadlex.url (LEADLEX_URL) must be an absolute http or https URL without user, query"
                            + " and fragment, with a host without underscore.");
        }
        String protocol = value.apply("OTEL_EXPORTER_OTLP_PROTOCOL");
        if (protocol != null && !OTLP_PROTOCOLS.contains(protocol)) {
            mistakes.add("OTEL_EXPORTER_OTLP_PROTOCOL must be one of " + String.join(", ", OTLP_PROTOCOLS) + ".");
        }
        for (String name : BOOLEANS) {
            String set = value.apply(name);
            if (set != null && !set.equalsIgnoreCase("true") && !set.equalsIgnoreCase("false")) {
                mistakes.add(name + " must be true or false.");
            }
        }
        mistakes.addAll(CorsCheck.mistakes(value));
        return mistakes;
    }

    private static boolean isPort(String value) {
        return value.matches("\\+?[0-9]{1,5}") && Integer.parseInt(value) <= LARGEST_PORT;
    }

    private static boolean isUrl(String value, Set<String> schemes) {
        try {
            URI uri = new URI(value);
            return uri.getScheme() != null && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getRawAuthority() != null && uri.getPort() != 0 && uri.getPort() <= LARGEST_PORT
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
