package com.leadlex.graphql.leadlex;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

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
 * <li>{@code LEADLEX_URL} or {@code leadlex.url}, an absolute http or https URL; a path is kept, a trailing slash does not
 * matter.
 * <li>In dev and test mode, while no {@code LEADLEX_API_KEY} is set: the stand-in.
 * <li>{@value #DEFAULT}.
 * </ol>
 * A property expression could not do this: it knows "is set", but not "is not set", and takes an empty variable as a value.
 */
public final class LeadlexUrl implements ConfigSourceFactory {

    public static final String DEFAULT = "https://data.leadlex.com/functions/v1/api-gateway";

    /** Below application.properties (250), so that every usual way to set the property wins. */
    private static final int ORDINAL = 240;
    private static final int LARGEST_PORT = 65_535;
    /** {@link URI} knows no host in it. */
    private static final Pattern WITH_UNDERSCORE = Pattern.compile("https?://[a-z0-9.-]*_[a-z0-9._-]*(:\\d+)?(/|$)",
            Pattern.CASE_INSENSITIVE);

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = choose(given(name -> value(context, name)), value(context, "LEADLEX_API_KEY"),
                value(context, "quarkus.wiremock.devservices.port"));
        return List.of(new PropertiesConfigSource(Map.of("quarkus.rest-client.leadlex.url", url), "LEADLEX_URL", ORDINAL));
    }

    /** @param set the value of a property or variable; null when it is not set */
    public static @Nullable String given(UnaryOperator<@Nullable String> set) {
        String url = set.apply("leadlex.url");
        return url == null ? set.apply("LEADLEX_URL") : url;
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

    /** Whether it is an absolute http or https URL with a host, a port if any, and a path if any. */
    public static boolean isUsable(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return http && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= LARGEST_PORT
                    && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String normalise(String url) {
        if (!isUsable(url)) {
            throw WITH_UNDERSCORE.matcher(url).lookingAt()
                    ? new ConfigurationException("The host in LEADLEX_URL must not have an underscore (RFC 1123, section 2.1):"
                            + " give it another name, with a hyphen.")
                    : unusable();
        }
        return url.replaceFirst("/+$", "");
    }

    private static ConfigurationException unusable() {
        return new ConfigurationException(
                "LEADLEX_URL must be an absolute http or https URL with a host, a port from 1 to 65535 or none, and without user, query"
                        + " and fragment, such as " + DEFAULT);
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue().strip();
    }
}
