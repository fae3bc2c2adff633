package com.leadlex.graphql.http.request;

import java.util.List;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;

/**
 * Lets in URLs that are no URI, such as {@code /graphql?query={__typename}}, which people paste and browsers send: Quarkus
 * would answer them 400, without a body or a header. It takes a system property to have that left to the routes, and reads it
 * when its HTTP classes are loaded; the configuration is made before that, in the executable when it is built.
 */
@StaticInitSafe
public final class RawUrls implements ConfigSourceFactory {

    private static final String LEFT_TO_THE_ROUTES = "vertx.disableURIValidation";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        System.setProperty(LEFT_TO_THE_ROUTES, "true");
        return List.of();
    }
}
