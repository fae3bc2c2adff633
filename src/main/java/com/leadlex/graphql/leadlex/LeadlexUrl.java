package com.leadlex.graphql.leadlex;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Where Leadlex is: gives {@code quarkus.rest-client.leadlex.url} its value unless that property is set itself.
 * <ol>
 * <li>{@code LEADLEX_URL}, an absolute http or https URL; a path is kept, a trailing slash does not matter.
 * <li>In dev and test mode, while no {@code LEADLEX_API_KEY} is set: the stand-in.
 * <li>{@value #DEFAULT}.
 * </ol>
 * A property expression could not do this: it knows "is set", but not "is not set", and takes an empty variable as a value.
 */
public final class LeadlexUrl implements ConfigSourceFactory {

    public static final String DEFAULT = "https://data.leadlex.com/functions/v1/api-gateway";

    /** Below application.properties (250), so that every usual way to set the property wins. */
    private static final int ORDINAL = 240;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = choose(value(context, "LEADLEX_URL"), value(context, "LEADLEX_API_KEY"),
                value(context, "quarkus.wiremock.devservices.port"));
        return List.of(new PropertiesConfigSource(Map.of("quarkus.rest-client.leadlex.url", url), "LEADLEX_URL", ORDINAL));
    }

    /**
     * @param standInPort null outside dev and test mode
     * @throws ConfigurationException if {@code url} is no usable base URL; the message does not repeat it, since it may hold
     *         a password
     */
    public static String choose(@Nullable String url, @Nullable String key, @Nullable String standInPort) {
        if (url != null) {
            return normalise(url);
        }
        return standInPort != null && key == null ? "http://localhost:" + standInPort : DEFAULT;
    }

    private static String normalise(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
        if (uri.getHost() == null && uri.getRawAuthority() != null && uri.getRawAuthority().contains("_")) {
            throw new ConfigurationException("The host in LEADLEX_URL must not have an underscore (RFC 1123, section 2.1):"
                    + " give it another name, with a hyphen.");
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw unusable();
        }
        return url.replaceFirst("/+$", "");
    }

    private static ConfigurationException unusable() {
        return new ConfigurationException(
                "LEADLEX_URL must be an absolute http or https URL without user, query and fragment, such as " + DEFAULT);
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue().strip();
    }
}
