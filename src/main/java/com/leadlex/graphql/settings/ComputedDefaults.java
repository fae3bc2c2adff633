package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Defaults that depend on where the service runs. Every usual way to set one of these properties wins over them.
 * <ul>
 * <li>{@code quarkus.rest-client.leadlex.url}: {@code leadlex.url} or {@code LEADLEX_URL}, whose trailing slash does not
 * matter; else, in dev and test mode while no {@code LEADLEX_API_KEY} is set, the stand-in; else {@value #LEADLEX}. A
 * property expression could not do this: it knows "is set", but not "is not set".
 * <li>{@code quarkus.vertx.event-loops-pool-size}: one event loop a processor. Quarkus' two make requests change
 * threads more often, which costs more than it brings when nothing blocks.
 * <li>{@code quarkus.otel.sdk.disabled}: true unless an OTLP endpoint is set, so that tracing costs nothing until it is wanted.
 * <li>{@code quarkus.otel.exporter.otlp.*}: from OpenTelemetry's standard {@code OTEL_EXPORTER_OTLP_*} variables,
 * which Quarkus' exporter does not read.
 * <li>{@code quarkus.rest-client.leadlex.connection-pool-size}: as many connections as there can be calls
 * (leadlex.concurrency.total), so that no call waits for another key's; but no more than half of what the process may open.
 * <li>{@code quarkus.http.limits.max-connections}: the other half, where there is a limit. A process that has run out of
 * descriptors cannot even load a class. {@link OpenFiles} refuses more.
 * <li>{@code quarkus.rest-client.leadlex.proxy-*} and {@code facade.auth.jwks-proxy}: see {@link HttpProxy}.
 * </ul>
 */
public final class ComputedDefaults implements ConfigSourceFactory {

    static final String LEADLEX = "https://data.leadlex.com/functions/v1/api-gateway";

    private static final String LEADLEX_URL = "quarkus.rest-client.leadlex.url";
    private static final String STAND_IN_PORT = "quarkus.wiremock.devservices.port";
    /** Below application.properties (250). */
    private static final int ORDINAL = 240;
    /** Above every other source. */
    private static final int WINS = 1_000;

    /** What leadlex.concurrency.total is by default. */
    private static final int MOST_CALLS = 16_384;

    private static final String EXPORTER = "quarkus.otel.exporter.otlp.";
    private static final Map<String, String> STANDARD = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", EXPORTER + "endpoint",
            "OTEL_EXPORTER_OTLP_HEADERS", EXPORTER + "headers",
            "OTEL_EXPORTER_OTLP_PROTOCOL", EXPORTER + "protocol");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        UnaryOperator<@Nullable String> set = name -> set(context, name);
        Map<String, String> computed = compute(set, Runtime.getRuntime().availableProcessors(), OpenFiles.limit());
        return List.of(new PropertiesConfigSource(computed, "computed defaults", ORDINAL),
                new PropertiesConfigSource(HttpProxy.rewrite(set), "proxy address without its scheme", WINS));
    }

    /**
     * @param set the value of a property or variable; null when it is not set
     * @param openFiles how many files and sockets the process may open; empty where there is no limit
     */
    static Map<String, String> compute(UnaryOperator<@Nullable String> set, int processors, OptionalLong openFiles) {
        String leadlex = leadlex(set);
        String leadlexSet = set.apply(LEADLEX_URL);
        Map<String, String> computed = HttpProxy.compute(leadlexSet == null ? leadlex : leadlexSet, set);
        computed.put(LEADLEX_URL, leadlex);
        computed.put("quarkus.vertx.event-loops-pool-size", Integer.toString(processors));
        int connections = OpenFiles.connections(openFiles);
        computed.put(OpenFiles.TO_LEADLEX, Integer.toString(Math.min(connections, MOST_CALLS)));
        if (openFiles.isPresent()) {
            computed.put(OpenFiles.OF_CALLERS, Integer.toString(connections));
        }
        STANDARD.forEach((variable, property) -> {
            String value = set.apply(variable);
            if (value != null) {
                computed.put(property, value);
            }
        });
        String endpoint = firstSet(set, EXPORTER + "traces.endpoint", EXPORTER + "endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT");
        computed.put("quarkus.otel.sdk.disabled", Boolean.toString(endpoint == null));
        if (endpoint != null && isHttp(endpoint)) {
            computed.putIfAbsent(EXPORTER + "protocol", "http/protobuf");
        }
        return computed;
    }

    private static String leadlex(UnaryOperator<@Nullable String> set) {
        String given = firstSet(set, "leadlex.url", "LEADLEX_URL");
        if (given != null) {
            return given.replaceFirst("/+$", "");
        }
        String standInPort = set.apply(STAND_IN_PORT);
        return standInPort != null && set.apply("LEADLEX_API_KEY") == null ? "http://localhost:" + standInPort : LEADLEX;
    }

    /** True for the port that OpenTelemetry assigned to OTLP over HTTP; Quarkus would speak gRPC to it. */
    private static boolean isHttp(String endpoint) {
        return endpoint.replaceFirst("/+$", "").endsWith(":4318");
    }

    private static @Nullable String firstSet(UnaryOperator<@Nullable String> set, String... names) {
        for (String name : names) {
            if (set.apply(name) != null) {
                return set.apply(name);
            }
        }
        return null;
    }

    /**
     * @return null when it is not set: Quarkus' own defaults, which have negative ordinals, do not count. Nor have its dev
     *         services' values another, but the port of the stand-in has no default
     */
    static @Nullable String set(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        boolean set = value != null && (value.getConfigSourceOrdinal() > 0 || name.equals(STAND_IN_PORT))
                && value.getValue() != null && !value.getValue().isBlank();
        return set ? value.getValue().strip() : null;
    }
}
