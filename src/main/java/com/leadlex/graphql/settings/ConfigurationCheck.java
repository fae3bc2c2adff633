package com.leadlex.graphql.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;

/**
 * Refuses to start with a mistake in the configuration: what is ignored silently today is an outage later. It is an empty
 * configuration source, because sources are made before anything reads a value, which would fail with a stack trace.
 */
public final class ConfigurationCheck implements ConfigSourceFactory {

    private static final String TOTAL = "leadlex.timeout.total";
    private static final Pattern OURS = Pattern.compile("facade\\.|leadlex\\.|FACADE_|LEADLEX_|PORT$");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Set<String> names = new TreeSet<>(System.getenv().keySet());
        context.iterateNames().forEachRemaining(names::add);
        List<String> mistakes = new ArrayList<>(mistakes(names, name -> value(context, name)));
        mistakes.addAll(DeclaredSettings.declared().mistakesOfProperties(System.getProperties().stringPropertyNames()));
        names.stream().filter(name -> isUnresolved(context, name) && !DeclaredSettings.standsForVariable(name, names))
                .forEach(name -> mistakes.add(name + " refers to a variable that is not set."));
        // Values that Quarkus recorded where it was built are not set by anyone.
        UnaryOperator<@Nullable String> set = name -> ComputedDefaults.set(context, name);
        mistakes.addAll(OpenFiles.mistakes(set, OpenFiles.limit()));
        mistakes.addAll(RefusedSettings.mistakes(names, set));
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), mistakes));
        }
        return List.of();
    }

    /**
     * @param names of all properties and environment variables that are set
     * @param value the value of a property; null when it is not set
     * @return a line each
     */
    static List<String> mistakes(Collection<String> names, UnaryOperator<String> value) {
        DeclaredSettings declared = DeclaredSettings.declared();
        List<String> mistakes = new ArrayList<>(declared.mistakes(names));
        declared.all().forEach((name, setting) -> {
            String set = value.apply(name);
            String mistake = set == null ? null : ValueCheck.mistake(name, setting.type(), set);
            if (mistake != null) {
                mistakes.add(mistake);
            }
        });
        mistakes.addAll(QuarkusSettingsCheck.mistakes(value));
        if (mistakes.isEmpty()) {
            mistakes.addAll(contradictions(name -> {
                String set = value.apply(name);
                return DurationConverter.parseDuration(set == null ? declared.defaultOf(name) : set);
            }));
        }
        return mistakes;
    }

    /** No part of a look-up's time can be longer than the whole. */
    private static List<String> contradictions(Function<String, Duration> duration) {
        return Stream.of("leadlex.timeout.attempt", "leadlex.retry.delay", "leadlex.retry.jitter")
                .filter(part -> duration.apply(part).compareTo(duration.apply(TOTAL)) > 0)
                .map(part -> part + " must not be longer than " + TOTAL + ", the time for all attempts together.").toList();
    }

    /** Where a setting says <code>${NAME}</code> and there is no such name, it would count as not set. */
    private static boolean isUnresolved(ConfigSourceContext context, String name) {
        if (!OURS.matcher(name).lookingAt()) {
            return false;
        }
        ConfigValue value = context.getValue(name);
        return value != null && value.getValue() == null && value.getRawValue() != null && value.getRawValue().contains("${");
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? null : value.getValue().strip();
    }
}
