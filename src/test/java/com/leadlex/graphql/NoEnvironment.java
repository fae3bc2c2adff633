package com.leadlex.graphql;

import java.util.List;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Tests read no environment variable, no {@code .env} and no {@code config/application.properties}: a developer's own URL and
 * key would lead them to the real Leadlex, from Maven, from an editor and from dev mode's continuous testing alike. What a test
 * sets itself comes as system properties or from its profile.
 */
public class NoEnvironment implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
        builder.setAddDefaultSources(false)
                .withSources(new SysPropConfigSource())
                .withSources(inClassPath("application.properties", 250, classLoader))
                .withSources(inClassPath("META-INF/microprofile-config.properties", ConfigSource.DEFAULT_ORDINAL, classLoader));
    }

    private static List<ConfigSource> inClassPath(String file, int ordinal, ClassLoader classLoader) {
        return PropertiesConfigSourceLoader.inClassPath(file, ordinal, classLoader);
    }
}
