package com.leadlex.graphql.settings;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;

/**
 * Keeps Hibernate Validator, which SmallRye GraphQL brings, from logging its version: it does so before the log is configured,
 * and where a mistake in the configuration stops the start, those two lines would come ahead of the one that tells it.
 */
@StaticInitSafe
public final class QuietStart implements ConfigSourceFactory {

    /** Kept here, since a logger that nobody holds forgets its level. */
    private static final Logger VERSION = Logger.getLogger("org.hibernate.validator.internal.util.Version");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        VERSION.setLevel(Level.WARNING);
        return List.of();
    }
}
