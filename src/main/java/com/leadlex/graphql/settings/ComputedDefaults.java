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
 * <li>{@code quarkus.rest-client.leadlex.url}: {@code leadlex.url} or {@code LEADLEX_URL},
 * whose trailing slash does not matter; else, in dev and test mode while no {@code LEADLEX_API_KEY} is set, the stand-in; else
 * {@value #DEFAULT_LEADLEX_URL}. A property expression could not do this: an expression knows "is set", but not "is not set".
 * <li>{@code quarkus.vertx.event-loops-pool-size}: one event loop for each processor.
 * With Quarkus' default of two, requests change threads more often, which costs more than it gains where nothing blocks.
 * <li>{@code quarkus.otel.sdk.disabled}: true unless an OTLP endpoint is set, so that unused tracing costs nothing.
 * <li>{@code quarkus.otel.exporter.otlp.*}:
 * the values of OpenTelemetry's standard variables {@code OTEL_EXPORTER_OTLP_*}, which Quarkus' exporter does not read.
 * <li>{@code quarkus.rest-client.leadlex.connection-pool-size}: a connection for each call that leadlex.concurrency.total
 * allows, so that no key's calls wait for another key's; but at most half of the files that the process may open.
 * <li>{@code quarkus.http.limits.max-connections}: half of the files that the process may open, where that has a limit.
 * A process without file descriptors cannot even load a class. {@link SettingRules} refuses higher values.
 * <li>{@code quarkus.rest-client.leadlex.proxy-*} and {@code facade.auth.jwks-proxy}: see {@link HttpProxy}.
 * </ul>
 */
public final class ComputedDefaults implements ConfigSourceFactory {

    static final String DEFAULT_LEADLEX_URL = "https://data.leadlex.com/functions/v1/api-gateway";

    private static final String LEADLEX_URL = "quarkus.rest-client.leadlex.url";
    private static final String STAND_IN_PORT = "quarkus.wiremock.devservices.port";
    static final String MAX_CALLER_CONNECTIONS = "quarkus.http.limits.max-connections";
    static final String LEADLEX_POOL_SIZE = "quarkus.rest-client.leadlex.connection-pool-size";
    private static final Path LIMITS_FILE = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES_SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");
    /** File descriptors reserved for everything but connections: jars, the log, Redis, the JWKS. */
    private static final long RESERVED_FILES = 128;

    /** The default of leadlex.concurrency.total. */
    private static final int MAX_CALLS = 16_384;

    private static final String EXPORTER_PREFIX = "quarkus.otel.exporter.otlp.";
    private static final Map<String, String> OTEL_PROPERTY_BY_VARIABLE = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", EXPORTER_PREFIX + "endpoint",
            "OTEL_EXPORTER_OTLP_HEADERS", EXPORTER_PREFIX + "headers",
            "OTEL_EXPORTER_OTLP_PROTOCOL", EXPORTER_PREFIX + "protocol");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        UnaryOperator<@Nullable String> settings = name -> valueOf(context, name);
        Map<String, String> computedDefaults = compute(settings, Runtime.getRuntime().availableProcessors(), openFiles());
        return List.of(new PropertiesConfigSource(computedDefaults, "computed defaults", 240)); // below application.properties (250)
    }

    /**
     * @param settings gives the value of a property or variable; null when it is not set
     * @param openFiles how many files and sockets the process may open; empty where there is no limit
     */
    static Map<String, String> compute(UnaryOperator<@Nullable String> settings, int processorCount, OptionalLong openFiles) {
        String leadlexUrl = leadlexUrl(settings);
        String quarkusUrl = settings.apply(LEADLEX_URL);
        Map<String, String> computedDefaults = HttpProxy.settingsFor(quarkusUrl == null ? leadlexUrl : quarkusUrl, settings);
        computedDefaults.put(LEADLEX_URL, leadlexUrl);
        computedDefaults.put("quarkus.vertx.event-loops-pool-size", Integer.toString(processorCount));
        int maxConnections = maxConnections(openFiles);
        computedDefaults.put(LEADLEX_POOL_SIZE, Integer.toString(Math.min(maxConnections, MAX_CALLS)));
        if (openFiles.isPresent()) {
            computedDefaults.put(MAX_CALLER_CONNECTIONS, Integer.toString(maxConnections));
        }
        OTEL_PROPERTY_BY_VARIABLE.forEach((variable, property) -> Optional.ofNullable(settings.apply(variable))
                .ifPresent(value -> computedDefaults.put(property, value)));
        String otlpEndpoint = firstSetValue(settings, EXPORTER_PREFIX + "traces.endpoint", EXPORTER_PREFIX + "endpoint",
                "OTEL_EXPORTER_OTLP_ENDPOINT");
        computedDefaults.put("quarkus.otel.sdk.disabled", Boolean.toString(otlpEndpoint == null));
        if (otlpEndpoint != null && isOtlpOverHttp(otlpEndpoint)) {
            computedDefaults.putIfAbsent(EXPORTER_PREFIX + "protocol", "http/protobuf");
        }
        return computedDefaults;
    }

    /** @return the limit of files and sockets that the process may open; empty without one, and on systems other than Linux */
    static OptionalLong openFiles() {
        try {
            return openFiles(Files.readString(LIMITS_FILE));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** @param limits the text of {@code /proc/self/limits} */
    static OptionalLong openFiles(String limits) {
        return OPEN_FILES_SOFT_LIMIT.matcher(limits).results().mapToLong(match -> Long.parseLong(match.group(1))).findFirst();
    }

    /** @return the limit of connections to Leadlex, and of those of callers; without a limit of files, the largest setting */
    static int maxConnections(OptionalLong openFiles) {
        return (int) Math.min(Rule.MAX_INT_SETTING, Math.max(1, (openFiles.orElse(Long.MAX_VALUE) - RESERVED_FILES) / 2));
    }

    private static String leadlexUrl(UnaryOperator<@Nullable String> settings) {
        String givenUrl = firstSetValue(settings, "leadlex.url", "LEADLEX_URL");
        if (givenUrl != null) {
            return givenUrl.replaceFirst("/+$", "");
        }
        String standInPort = settings.apply(STAND_IN_PORT);
        return standInPort != null && settings.apply("LEADLEX_API_KEY") == null ? "http://localhost:" + standInPort
                : DEFAULT_LEADLEX_URL;
    }

    /** True for the port that OpenTelemetry assigned to OTLP over HTTP; Quarkus would speak gRPC to it. */
    private static boolean isOtlpOverHttp(String endpoint) {
        return endpoint.replaceFirst("/+$", "").endsWith(":4318");
    }

    private static @Nullable String firstSetValue(UnaryOperator<@Nullable String> settings, String... names) {
        return Stream.of(names).map(settings).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * The value of a property. Defaults of Quarkus, which have negative ordinals, count as not set.
     * The stand-in's port comes from a dev service with such an ordinal too, but has no default.
     *
     * @return null when it is not set, or blank
     */
    static @Nullable String valueOf(ConfigSourceContext context, String name) {
        ConfigValue configValue = context.getValue(name);
        boolean isSet = configValue != null && (configValue.getConfigSourceOrdinal() > 0 || name.equals(STAND_IN_PORT))
                && configValue.getValue() != null && !configValue.getValue().isBlank();
        return isSet ? configValue.getValue().strip() : null;
    }
}
