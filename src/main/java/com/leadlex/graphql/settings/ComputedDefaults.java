package com.leadlex.graphql.settings;

import java.util.HashMap;
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
 * <li>{@code quarkus.vertx.event-loops-pool-size}: one event loop a processor. Quarkus' two make requests change
 * threads more often, which costs more than it brings when nothing blocks.
 * <li>{@code quarkus.otel.sdk.disabled}: true unless an OTLP endpoint is set, so that tracing costs nothing until it is wanted.
 * <li>{@code quarkus.otel.exporter.otlp.*}: from OpenTelemetry's standard {@code OTEL_EXPORTER_OTLP_*} variables,
 * which Quarkus' exporter does not read.
 * <li>{@code quarkus.rest-client.leadlex.connection-pool-size}: as many connections as there can be calls
 * (leadlex.concurrency.total), so that no call waits for another key's; but no more than half of what the process may open.
 * <li>{@code quarkus.http.limits.max-connections}: the other half, where there is a limit. A process that has run out of
 * descriptors cannot even load a class. {@link ConnectionsCheck} refuses more.
 * <li>{@code quarkus.rest-client.leadlex.proxy-*} and {@code facade.auth.jwks-proxy}: see {@link ProxyDefaults}.
 * </ul>
 */
public final class ComputedDefaults implements ConfigSourceFactory {

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
        Map<String, String> computed = compute(name -> set(context, name), Runtime.getRuntime().availableProcessors(),
                OpenFiles.limit());
        UnaryOperator<String> set = name -> set(context, name);
        computed.putAll(ProxyDefaults.compute(set));
        return List.of(new PropertiesConfigSource(computed, "computed defaults", ORDINAL),
                new PropertiesConfigSource(ProxyDefaults.rewrite(set), "proxy address without its scheme", WINS));
    }

    /**
     * @param set the value of a property or variable; null when it is not set
     * @param openFiles how many files and sockets the process may open; empty where there is no limit
     */
    static Map<String, String> compute(UnaryOperator<String> set, int processors, OptionalLong openFiles) {
        Map<String, String> computed = new HashMap<>();
        computed.put("quarkus.vertx.event-loops-pool-size", Integer.toString(processors));
        int connections = OpenFiles.connections(openFiles);
        computed.put(ConnectionsCheck.TO_LEADLEX, Integer.toString(Math.min(connections, MOST_CALLS)));
        if (openFiles.isPresent()) {
            computed.put(ConnectionsCheck.OF_CALLERS, Integer.toString(connections));
        }
        STANDARD.forEach((variable, property) -> {
            if (set.apply(variable) != null) {
                computed.put(property, set.apply(variable));
            }
        });
        String endpoint = firstSet(set, EXPORTER + "traces.endpoint", EXPORTER + "endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT");
        computed.put("quarkus.otel.sdk.disabled", Boolean.toString(endpoint == null));
        if (endpoint != null && isHttp(endpoint)) {
            computed.putIfAbsent(EXPORTER + "protocol", "http/protobuf");
        }
        return computed;
    }

    /** Whether the endpoint's port is the one that OpenTelemetry gave OTLP over HTTP; Quarkus would speak gRPC to it. */
    private static boolean isHttp(String endpoint) {
        return endpoint.replaceFirst("/+$", "").endsWith(":4318");
    }

    private static @Nullable String firstSet(UnaryOperator<String> set, String... names) {
        for (String name : names) {
            if (set.apply(name) != null) {
                return set.apply(name);
            }
        }
        return null;
    }

    /** @return null where nobody set it: Quarkus' own defaults, which have negative ordinals, do not count */
    static @Nullable String set(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        boolean set = value != null && value.getConfigSourceOrdinal() > 0 && value.getValue() != null
                && !value.getValue().isBlank();
        return set ? value.getValue().strip() : null;
    }
}
