package com.leadlex.graphql.settings;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;

/**
 * Refuses to start with a mistake in the configuration: what is ignored silently today is an outage later. It is an empty
 * configuration source, because sources are made before anything reads a value, which would fail with a stack trace.
 */
public final class ConfigurationCheck implements ConfigSourceFactory {

    private static final Pattern OWN_SETTING_NAME = Pattern.compile("facade\\.|leadlex\\.|FACADE_|LEADLEX_|PORT$");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Set<String> names = new TreeSet<>(System.getenv().keySet());
        context.iterateNames().forEachRemaining(names::add);
        Stream<String> unresolvedLines = names.stream()
                .filter(name -> isUnresolved(context, name) && !DeclaredSettings.standsForVariable(name, names))
                .map(name -> name + " refers to a variable that is not set.");
        // Values that Quarkus recorded at build time do not count as set.
        List<String> mistakes = Stream.of(findMistakes(names, name -> ComputedDefaults.valueOf(context, name)).stream(),
                DeclaredSettings.findMisnamedProperties(System.getProperties().stringPropertyNames()).stream(),
                unresolvedLines).flatMap(lines -> lines).toList();
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), mistakes));
        }
        return List.of();
    }

    /**
     * @param names of all properties and environment variables that are set
     * @param settings gives the value of a property or variable; null when it is not set
     * @return one line for each mistake
     */
    static List<String> findMistakes(Collection<String> names, UnaryOperator<@Nullable String> settings) {
        UnaryOperator<@Nullable String> valueOrDefault = name -> settings.apply(name) == null ? DeclaredSettings.defaultOf(name)
                : settings.apply(name);
        Stream<Rule> rules = Stream.concat(DeclaredSettings.rules(),
                SettingRules.allRules(names, valueOrDefault, ComputedDefaults.openFiles()));
        return Stream.of(DeclaredSettings.findMistakes(names).stream(), rules.flatMap(rule -> rule.findMistake(valueOrDefault)),
                CorsCheck.findMistake(valueOrDefault).stream()).flatMap(lines -> lines).toList();
    }

    /** True for a value such as <code>${NAME}</code> without a variable NAME: the setting would silently count as not set. */
    private static boolean isUnresolved(ConfigSourceContext context, String name) {
        ConfigValue configValue = OWN_SETTING_NAME.matcher(name).lookingAt() ? context.getValue(name) : null;
        return configValue != null && configValue.getValue() == null && configValue.getRawValue() != null
                && configValue.getRawValue().contains("${");
    }
}
