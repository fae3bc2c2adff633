package com.leadlex.graphql.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthCheck;

/** What is wrong with those settings of Quarkus that users of this service set most, before Quarkus fails over them. */
final class QuarkusSettingsCheck {

    private static final Set<String> REDIS = Set.of("redis", "rediss");
    private static final String MUST_BE_OTLP = " must be an http or https URL, such as http://collector:4317.";
    private static final String LEADLEX = "LEADLEX_URL (quarkus.rest-client.leadlex.url) must be an absolute http or https URL with a host without underscore, a port from 1 to"
            + " 65535 or none, and without user, query and fragment, such as " + ComputedDefaults.LEADLEX;

    /** One row: a setting, what its value must be, and what to say when it is not. */
    private record Row(String name, Predicate<String> isUsable, String mistake) {

        static Row of(String name, Predicate<String> isUsable, String mustBe) {
            return new Row(name, isUsable, name + mustBe);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("quarkus.http.port", QuarkusSettingsCheck::isPort,
                    "PORT (quarkus.http.port) must be a port from 0, which means any free one, to " + Url.LARGEST_PORT + "."),
            Row.of("OTEL_EXPORTER_OTLP_ENDPOINT", QuarkusSettingsCheck::isHttp, MUST_BE_OTLP),
            new Row("quarkus.otel.exporter.otlp.endpoint", QuarkusSettingsCheck::isHttp,
                    "OTEL_EXPORTER_OTLP_ENDPOINT (quarkus.otel.exporter.otlp.endpoint)" + MUST_BE_OTLP),
            Row.of("quarkus.otel.exporter.otlp.traces.endpoint", QuarkusSettingsCheck::isHttp, MUST_BE_OTLP),
            Row.of("OTEL_EXPORTER_OTLP_PROTOCOL", Set.of("grpc", "http/protobuf")::contains,
                    " must be one of grpc, http/protobuf."),
            Row.of("quarkus.redis.hosts",
                    hosts -> Arrays.stream(hosts.split(",")).allMatch(host -> Url.parse(host.strip(), REDIS) != null),
                    " must be redis or rediss URLs, such as redis://redis:6379."),
            Row.of(AuthCheck.JWKS, location -> !AuthCheck.isUrl(location) || isHttp(location),
                    " must be the https URL of the issuer's JWKS, or a file that is there."));

    private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", HttpProxy.FOR_JWKS, HttpProxy.ADDRESS);

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
    static List<String> mistakes(UnaryOperator<@Nullable String> value) {
        List<String> mistakes = new ArrayList<>();
        for (Row row : ROWS) {
            String set = value.apply(row.name());
            if (set != null && !row.isUsable().test(set)) {
                mistakes.add(row.mistake());
            }
        }
        String given = value.apply("leadlex.url") == null ? value.apply("LEADLEX_URL") : value.apply("leadlex.url");
        if (Stream.of(Optional.ofNullable(given), Optional.ofNullable(value.apply("quarkus.rest-client.leadlex.url")))
                .anyMatch(url -> url.isPresent() && !isBase(url.get()))) {
            mistakes.add(LEADLEX);
        }
        for (String name : PROXIES) {
            String proxy = HttpProxy.value(name, value);
            if (proxy != null && !proxy.equals("none") && HttpProxy.parse(proxy) == null) {
                mistakes.add(name + HttpProxy.MUST_BE);
            }
        }
        for (String name : BOOLEANS) {
            String set = value.apply(name);
            if (set != null && ValueCheck.mistake(name, boolean.class, set) != null) {
                mistakes.add(name + " must be true or false.");
            }
        }
        mistakes.addAll(CorsCheck.mistakes(value));
        return mistakes;
    }

    private static boolean isPort(String value) {
        return value.matches("\\+?[0-9]{1,5}") && Integer.parseInt(value) <= Url.LARGEST_PORT;
    }

    private static boolean isHttp(String value) {
        return Url.parse(value, Url.HTTP) != null;
    }

    private static boolean isBase(String value) {
        Url url = Url.parse(value, Url.HTTP);
        return url != null && url.isBase() && !url.hasUnderscore();
    }
}
