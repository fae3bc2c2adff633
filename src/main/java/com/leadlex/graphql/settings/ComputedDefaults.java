package com.leadlex.graphql.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Defaults that depend on where the service runs. A value from any usual source of configuration wins over them.
 * <ul>
 * <li>{@code quarkus.rest-client.leadlex.url}: {@code leadlex.url} or {@code LEADLEX_URL}, whose trailing slash does not
 * matter; else, in dev and test mode while no {@code LEADLEX_API_KEY} is set, the stand-in; else {@value #LEADLEX}. A
 * property expression could not do this: it knows "is set", but not "is not set".
 * <li>{@code quarkus.vertx.event-loops-pool-size}: one event loop for each processor. With Quarkus' default of two, requests
 * change threads more often, which costs more than it gains where nothing blocks.
 * <li>{@code quarkus.otel.sdk.disabled}: true unless an OTLP endpoint is set, so that tracing costs nothing until someone wants
 * it.
 * <li>{@code quarkus.otel.exporter.otlp.*}: from OpenTelemetry's standard {@code OTEL_EXPORTER_OTLP_*} variables,
 * which Quarkus' exporter does not read.
 * <li>{@code quarkus.rest-client.leadlex.connection-pool-size}: a connection for each call that
 * leadlex.concurrency.total allows, so that no call waits for another key's; but at most half of what the process may open.
 * <li>{@code quarkus.http.limits.max-connections}: the other half, where the process has a limit. Without file descriptors it
 * could not even load a class. {@link SettingRules} refuses higher values.
 * <li>{@code quarkus.rest-client.leadlex.proxy-*} and {@code facade.auth.jwks-proxy}: see {@link HttpProxy}.
 * </ul>
 */
public final class ComputedDefaults implements ConfigSourceFactory {

    static final String LEADLEX = "https://data.leadlex.com/functions/v1/api-gateway";

    private static final String LEADLEX_URL = "quarkus.rest-client.leadlex.url";
    private static final String STAND_IN_PORT = "quarkus.wiremock.devservices.port";
    static final String CALLER_CONNECTIONS = "quarkus.http.limits.max-connections";
    static final String LEADLEX_CONNECTIONS = "quarkus.rest-client.leadlex.connection-pool-size";
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");
    /** File descriptors kept for everything else: jars, the log, Redis, the JWKS. */
    private static final long OTHER_FILES = 128;

    /** The default of leadlex.concurrency.total. */
    private static final int MAX_CALLS = 16_384;

    private static final String EXPORTER = "quarkus.otel.exporter.otlp.";
    private static final Map<String, String> OTEL_VARIABLES = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", EXPORTER + "endpoint",
            "OTEL_EXPORTER_OTLP_HEADERS", EXPORTER + "headers",
            "OTEL_EXPORTER_OTLP_PROTOCOL", EXPORTER + "protocol");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        UnaryOperator<@Nullable String> settings = name -> valueOf(context, name);
        Map<String, String> computed = compute(settings, Runtime.getRuntime().availableProcessors(), openFiles());
        return List.of(new PropertiesConfigSource(computed, "computed defaults", 240)); // below application.properties (250)
    }

    /**
     * @param settings gives the value of a property or variable; null when it is not set
     * @param openFiles how many files and sockets the process may open; empty where there is no limit
     */
    static Map<String, String> compute(UnaryOperator<@Nullable String> settings, int processors, OptionalLong openFiles) {
        String leadlex = leadlex(settings);
        String leadlexSet = settings.apply(LEADLEX_URL);
        Map<String, String> computed = HttpProxy.compute(leadlexSet == null ? leadlex : leadlexSet, settings);
        computed.put(LEADLEX_URL, leadlex);
        computed.put("quarkus.vertx.event-loops-pool-size", Integer.toString(processors));
        int connections = connections(openFiles);
        computed.put(LEADLEX_CONNECTIONS, Integer.toString(Math.min(connections, MAX_CALLS)));
        if (openFiles.isPresent()) {
            computed.put(CALLER_CONNECTIONS, Integer.toString(connections));
        }
        OTEL_VARIABLES.forEach((variable, property) -> Optional.ofNullable(settings.apply(variable))
                .ifPresent(value -> computed.put(property, value)));
        String endpoint = firstSet(settings, EXPORTER + "traces.endpoint", EXPORTER + "endpoint",
                "OTEL_EXPORTER_OTLP_ENDPOINT");
        computed.put("quarkus.otel.sdk.disabled", Boolean.toString(endpoint == null));
        if (endpoint != null && isHttp(endpoint)) {
            computed.putIfAbsent(EXPORTER + "protocol", "http/protobuf");
        }
        return computed;
    }

    /** @return the limit of files and sockets that the process may open; empty without one, and on systems other than Linux */
    static OptionalLong openFiles() {
        try {
            return openFiles(Files.readString(LIMITS));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** @param limits the text of {@code /proc/self/limits} */
    static OptionalLong openFiles(String limits) {
        return SOFT_LIMIT.matcher(limits).results().mapToLong(soft -> Long.parseLong(soft.group(1))).findFirst();
    }

    /** @return the limit of connections to Leadlex, and of those of callers; without a limit of files, the largest setting */
    static int connections(OptionalLong openFiles) {
        return (int) Math.min(Rule.LARGEST_INT, Math.max(1, (openFiles.orElse(Long.MAX_VALUE) - OTHER_FILES) / 2));
    }

    private static String leadlex(UnaryOperator<@Nullable String> settings) {
        String given = firstSet(settings, "leadlex.url", "LEADLEX_URL");
        if (given != null) {
            return given.replaceFirst("/+$", "");
        }
        String standInPort = settings.apply(STAND_IN_PORT);
        return standInPort != null && settings.apply("LEADLEX_API_KEY") == null ? "http://localhost:" + standInPort : LEADLEX;
    }

    /** True for the port that OpenTelemetry assigned to OTLP over HTTP; Quarkus would speak gRPC to it. */
    private static boolean isHttp(String endpoint) {
        return endpoint.replaceFirst("/+$", "").endsWith(":4318");
    }

    private static @Nullable String firstSet(UnaryOperator<@Nullable String> settings, String... names) {
        return Stream.of(names).map(settings).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * The value of a property. Defaults of Quarkus, which have negative ordinals, count as not set. The stand-in's port comes
     * from a dev service with such an ordinal too, but has no default.
     *
     * @return null when it is not set, or blank
     */
    static @Nullable String valueOf(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        boolean isSet = value != null && (value.getConfigSourceOrdinal() > 0 || name.equals(STAND_IN_PORT))
                && value.getValue() != null && !value.getValue().isBlank();
        return isSet ? value.getValue().strip() : null;
    }
}
