package com.leadlex.graphql.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.connection.ConnectionConfig;
import com.leadlex.graphql.documents.DocumentsConfig;
import com.leadlex.graphql.graphiql.GraphiQLConfig;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.cache.CacheConfig;
import com.leadlex.graphql.memory.AnswersConfig;
import com.leadlex.graphql.observability.LogConfig;
import com.leadlex.graphql.operation.OperationConfig;
import com.leadlex.graphql.sharing.SharingConfig;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** The settings that this service declares. Finds names that look like such a setting and are not declared. */
final class DeclaredSettings {

    /** Each interface that declares settings. */
    static final List<Class<?>> DECLARING_INTERFACES = List.of(AnswersConfig.class, AuthConfig.class, CacheConfig.class,
            ConnectionConfig.class, DocumentsConfig.class, GraphiQLConfig.class, HttpConfig.class, LeadlexConfig.class,
            LogConfig.class, OperationConfig.class, AuthConfig.ServerKey.class, SharingConfig.class);

    private static final List<String> NAME_PREFIXES = List.of("facade.", "leadlex.");

    /** A setting that no interface declares: ComputedDefaults reads this property. */
    private static final String LEADLEX_URL = "leadlex.url";
    /** Settings whose variable is read as a system property too. */
    private static final Set<String> READ_AS_PROPERTY_TOO = Set.of(LEADLEX_URL, "leadlex.api-key");

    /**
     * Variables that Kubernetes and Docker set for each Service, so for one that is called "leadlex" or "facade" too:
     * {@code LEADLEX_SERVICE_HOST}, {@code LEADLEX_PORT_80_TCP_ADDR}.
     */
    private static final Pattern SERVICE_LINK_VARIABLE = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /** All declared settings by name. A native executable initializes them at build time: it has no reflection data. */
    static final SortedMap<String, Declared> SETTINGS_BY_NAME = new TreeMap<>();
    static {
        DECLARING_INTERFACES.stream().map(ConfigClass::configClass).map(ConfigMappings::getProperties)
                .forEach(properties -> properties
                        .forEach((name, property) -> SETTINGS_BY_NAME.put(name, Declared.of(property))));
    }
    private static final Set<String> PROPERTY_NAMES = Stream.concat(Stream.of(LEADLEX_URL), SETTINGS_BY_NAME.keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> VARIABLE_NAMES = PROPERTY_NAMES.stream().map(DeclaredSettings::variableOf)
            .collect(Collectors.toCollection(TreeSet::new));

    /**
     * A declared setting.
     *
     * @param defaultValue as text; null without a default
     */
    record Declared(Class<?> type, @Nullable String defaultValue) {

        static Declared of(Property property) {
            return new Declared(property.getMethod().getReturnType(),
                    property.hasDefaultValue() ? property.getDefaultValue() : null);
        }
    }

    private DeclaredSettings() {
    }

    static Stream<Rule> rules() {
        return SETTINGS_BY_NAME.entrySet().stream().map(setting -> Rule.ofType(setting.getKey(), setting.getValue().type()));
    }

    /** @return null for a setting without a default, and for a name that is no setting */
    static @Nullable String defaultOf(String name) {
        return SETTINGS_BY_NAME.containsKey(name) ? SETTINGS_BY_NAME.get(name).defaultValue() : null;
    }

    /** The environment variable of a property (MicroProfile Config, section "Environment Variables Mapping Rules"). */
    static String variableOf(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** @return one line for each property or variable whose name looks like a setting of this service but is not declared */
    static List<String> findMistakes(Collection<String> names) {
        Set<String> reportedVariables = new HashSet<>();
        return new TreeSet<>(names).stream().filter(name -> isProperty(name)
                ? !PROPERTY_NAMES.contains(name) && !standsForVariable(name, names)
                : isVariable(name) && !VARIABLE_NAMES.contains(name) && !SERVICE_LINK_VARIABLE.matcher(name).matches()
                        && reportedVariables.add(variableOf(name)))
                .map(name -> isProperty(name) ? unknownNameLine(name, name, PROPERTY_NAMES)
                        : unknownNameLine(name, variableOf(name), VARIABLE_NAMES))
                .toList();
    }

    /** @return one line for each system property that has the name of a variable and so is not read */
    static List<String> findMisnamedProperties(Collection<String> systemProperties) {
        return PROPERTY_NAMES.stream()
                .filter(name -> systemProperties.contains(variableOf(name)) && !READ_AS_PROPERTY_TOO.contains(name))
                .map(name -> variableOf(name) + " is a variable of the environment; as a property it is " + name + ".")
                .toList();
    }

    /** True if the property is the other name of a variable: configuration sources list a variable under both names. */
    static boolean standsForVariable(String property, Collection<String> names) {
        return isProperty(property)
                && names.stream().anyMatch(name -> !isProperty(name) && variableOf(name).equals(variableOf(property)));
    }

    private static boolean isProperty(String name) {
        return NAME_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /**
     * True for a variable in upper or lower case: the environment distinguishes the two, and lower case is a mistake.
     * A name with a slash is a property of the REST client.
     */
    private static boolean isVariable(String name) {
        return !name.contains("/")
                && NAME_PREFIXES.stream().map(DeclaredSettings::variableOf).anyMatch(variableOf(name)::startsWith);
    }

    private static String unknownNameLine(String name, String meantName, Set<String> knownNames) {
        String closestName = knownNames.stream().min(Comparator.comparingInt(knownName -> editDistance(meantName, knownName)))
                .orElseThrow();
        return "There is no setting " + name + "; did you mean " + closestName + "?";
    }

    /** Levenshtein distance: the fewest characters to insert, delete or replace. */
    static int editDistance(String from, String to) {
        int[] distances = IntStream.rangeClosed(0, to.length()).toArray();
        for (int fromLength = 1; fromLength <= from.length(); fromLength++) {
            int diagonalDistance = distances[0];
            distances[0] = fromLength;
            for (int toLength = 1; toLength <= to.length(); toLength++) {
                int distanceByReplacing = diagonalDistance + (from.charAt(fromLength - 1) == to.charAt(toLength - 1) ? 0 : 1);
                diagonalDistance = distances[toLength];
                distances[toLength] = Math.min(distanceByReplacing, Math.min(distances[toLength], distances[toLength - 1]) + 1);
            }
        }
        return distances[to.length()];
    }
}
