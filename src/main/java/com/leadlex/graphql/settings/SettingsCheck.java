package com.leadlex.graphql.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;

/**
 * Refuses to start with a misspelt setting: what is ignored silently today is an outage later. Environment variables are not
 * checked: Kubernetes makes some of its own for a Service of a name like "leadlex".
 */
@Singleton
class SettingsCheck {

    void refuseUnknownSettings(@Observes @Priority(1) StartupEvent starting, Config config) {
        List<String> mistakes = Settings.declared().mistakes(namesSet(config));
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), mistakes));
        }
    }

    private static Set<String> namesSet(Config config) {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            if (!(source instanceof EnvConfigSource)) {
                names.addAll(source.getPropertyNames());
            }
        }
        return names;
    }
}
