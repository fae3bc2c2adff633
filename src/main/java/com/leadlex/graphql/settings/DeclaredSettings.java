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

/** The settings that this service declares; finds names that look like one of them and are none. */
final class DeclaredSettings {

    /** Each interface that declares settings. */
    static final List<Class<?>> DECLARED_IN = List.of(AnswersConfig.class, AuthConfig.class, CacheConfig.class,
            ConnectionConfig.class, DocumentsConfig.class, GraphiQLConfig.class, HttpConfig.class, LeadlexConfig.class,
            LogConfig.class, OperationConfig.class, AuthConfig.ServerKey.class, SharingConfig.class);

    private static final List<String> PREFIXES = List.of("facade.", "leadlex.");

    /** Declared by no interface: ComputedDefaults reads this property. */
    private static final String URL = "leadlex.url";
    /** Settings whose variable is read as a system property too. */
    private static final Set<String> READ_AS_BOTH = Set.of(URL, "leadlex.api-key");

    /**
     * Variables that Kubernetes and Docker set for each Service, so for one that is called "leadlex" or "facade" too:
     * {@code LEADLEX_SERVICE_HOST}, {@code LEADLEX_PORT_80_TCP_ADDR}.
     */
    private static final Pattern SERVICE_LINK = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /**
     * All declared settings by name. Initialized with this class, which a native executable does at build time: at run time it
     * has no methods to reflect on.
     */
    static final SortedMap<String, Declared> ALL = new TreeMap<>();
    static {
        DECLARED_IN.stream().map(ConfigClass::configClass).map(ConfigMappings::getProperties)
                .forEach(properties -> properties.forEach((name, property) -> ALL.put(name, Declared.of(property))));
    }
    private static final Set<String> PROPERTIES = Stream.concat(Stream.of(URL), ALL.keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> VARIABLES = PROPERTIES.stream().map(DeclaredSettings::variable)
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
        return ALL.entrySet().stream().map(setting -> Rule.ofType(setting.getKey(), setting.getValue().type()));
    }

    /** @return null for a setting without a default, and for a name that is no setting */
    static @Nullable String defaultOf(String name) {
        return ALL.containsKey(name) ? ALL.get(name).defaultValue() : null;
    }

    /** The environment variable of a property (MicroProfile Config, section "Environment Variables Mapping Rules"). */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** @return one line for each name of a property or variable that looks like a setting of this service and is none */
    static List<String> mistakes(Collection<String> names) {
        Set<String> seen = new HashSet<>();
        return new TreeSet<>(names).stream().filter(name -> isProperty(name)
                ? !PROPERTIES.contains(name) && !standsForVariable(name, names)
                : isVariable(name) && !VARIABLES.contains(name) && !SERVICE_LINK.matcher(name).matches()
                        && seen.add(variable(name)))
                .map(name -> isProperty(name) ? unknown(name, name, PROPERTIES) : unknown(name, variable(name), VARIABLES))
                .toList();
    }

    /** @return one line for each system property that has the name of a variable, under which it is not read */
    static List<String> mistakesOfProperties(Collection<String> systemProperties) {
        return PROPERTIES.stream().filter(name -> systemProperties.contains(variable(name)) && !READ_AS_BOTH.contains(name))
                .map(name -> variable(name) + " is a variable of the environment; as a property it is " + name + ".").toList();
    }

    /** True for a property that is a variable too: configuration sources list a variable under both names. */
    static boolean standsForVariable(String property, Collection<String> names) {
        return isProperty(property)
                && names.stream().anyMatch(name -> !isProperty(name) && variable(name).equals(variable(property)));
    }

    private static boolean isProperty(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    /**
     * True for a name in any case, since the environment distinguishes them and lower case is a mistake. Names with a {@code /}
     * are those of the REST client.
     */
    private static boolean isVariable(String name) {
        return !name.contains("/") && PREFIXES.stream().map(DeclaredSettings::variable).anyMatch(variable(name)::startsWith);
    }

    private static String unknown(String name, String meant, Set<String> known) {
        String closest = known.stream().min(Comparator.comparingInt(each -> distance(meant, each))).orElseThrow();
        return "There is no setting " + name + "; did you mean " + closest + "?";
    }

    /** Levenshtein's: the fewest characters to insert, delete or replace. */
    static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
