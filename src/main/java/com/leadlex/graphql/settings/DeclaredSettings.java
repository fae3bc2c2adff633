package com.leadlex.graphql.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

import io.smallrye.config.ConfigMappingInterface.LeafProperty;
import io.smallrye.config.ConfigMappingInterface.PrimitiveProperty;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** The settings that this service declares, and what is wrong with a name that looks like one of them. */
final class DeclaredSettings {

    /** Each interface that declares some. */
    static final List<Class<?>> DECLARED_IN = List.of(AnswersConfig.class, AuthConfig.class, CacheConfig.class,
            ConnectionConfig.class,
            DocumentsConfig.class,
            GraphiQLConfig.class,
            HttpConfig.class, LeadlexConfig.class, LogConfig.class, OperationConfig.class, AuthConfig.ServerKey.class,
            SharingConfig.class);

    private static final List<String> PREFIXES = List.of("facade.", "leadlex.");

    /** What ComputedDefaults reads, as a property. */
    private static final String URL = "leadlex.url";
    private static final Set<String> READ_AS_BOTH = Set.of(URL, "leadlex.api-key");

    /**
     * Kubernetes and Docker set such variables for each Service, so for one that is called "leadlex" or "facade", too:
     * {@code LEADLEX_SERVICE_HOST}, {@code LEADLEX_PORT_80_TCP_ADDR}.
     */
    private static final Pattern SERVICE_LINK = Pattern
            .compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    /**
     * Read with the class: in a native executable that is when it is built, since at run time it has no methods to reflect on.
     */
    private static final DeclaredSettings DECLARED = new DeclaredSettings(declaredSettings());

    /**
     * One setting.
     *
     * @param defaultValue as it would be written; null without one
     */
    record Declared(Class<?> type, @Nullable String defaultValue) {

        static Declared of(Property property) {
            Property value = property.isOptional() ? property.asOptional().getNestedProperty() : property;
            if (value.isPrimitive()) {
                PrimitiveProperty primitive = value.asPrimitive();
                return new Declared(primitive.getPrimitiveType(),
                        primitive.hasDefaultValue() ? primitive.getDefaultValue() : null);
            }
            if (value.isLeaf()) {
                LeafProperty leaf = value.asLeaf();
                return new Declared(leaf.getValueRawType(), leaf.hasDefaultValue() ? leaf.getDefaultValue() : null);
            }
            return new Declared(String.class, null);
        }
    }

    private final Map<String, Declared> byName;
    private final Set<String> properties;
    private final Set<String> variables;

    DeclaredSettings(Map<String, Declared> byName) {
        this.byName = byName;
        properties = new TreeSet<>(byName.keySet());
        properties.add(URL);
        variables = properties.stream().map(DeclaredSettings::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    static DeclaredSettings declared() {
        return DECLARED;
    }

    private static Map<String, Declared> declaredSettings() {
        Map<String, Declared> settings = new TreeMap<>();
        for (Class<?> declaredIn : DECLARED_IN) {
            ConfigMappings.getProperties(ConfigClass.configClass(declaredIn))
                    .forEach((name, property) -> settings.put(name, Declared.of(property)));
        }
        return settings;
    }

    /** By name, in alphabetical order. */
    Map<String, Declared> all() {
        return byName;
    }

    /** @param name of a setting that has a default */
    String defaultOf(String name) {
        return Objects.requireNonNull(Objects.requireNonNull(byName.get(name), name).defaultValue(), name);
    }

    /** The environment variable of a property (MicroProfile Config, section "Environment Variables Mapping Rules"). */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** One line for each name, of a property or variable, that looks like a setting of this service but is not one. */
    List<String> mistakes(Collection<String> set) {
        List<String> mistakes = new ArrayList<>();
        Set<String> toldVariables = new HashSet<>();
        for (String name : new TreeSet<>(set)) {
            if (isProperty(name)) {
                if (!properties.contains(name) && !standsForVariable(name, set)) {
                    mistakes.add(unknown(name, properties));
                }
            } else if (isVariable(name) && !variables.contains(name) && !SERVICE_LINK.matcher(name).matches()
                    && toldVariables.add(variable(name))) {
                mistakes.add(unknown(name, variables));
            }
        }
        return mistakes;
    }

    /** One line for each system property that is written as a variable, which is not read there. */
    List<String> mistakesOfProperties(Collection<String> systemProperties) {
        return properties.stream().filter(name -> systemProperties.contains(variable(name)) && !READ_AS_BOTH.contains(name))
                .map(name -> variable(name) + " is a variable of the environment; as a property it is " + name + ".").toList();
    }

    /** Configuration sources list a variable as the property that it may mean, too. */
    static boolean standsForVariable(String property, Collection<String> set) {
        return isProperty(property)
                && set.stream().anyMatch(name -> !isProperty(name) && variable(name).equals(variable(property)));
    }

    private static boolean isProperty(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Whatever its letters' case: the environment knows it, so that a name in lower case is a mistake. */
    private static boolean isVariable(String name) {
        return PREFIXES.stream().map(DeclaredSettings::variable).anyMatch(variable(name)::startsWith);
    }

    private static String unknown(String name, Set<String> known) {
        return "There is no setting " + name + "; did you mean "
                + closest(isProperty(name) ? name : variable(name), known) + "?";
    }

    private static String closest(String name, Set<String> known) {
        return known.stream().min(Comparator.comparingInt(one -> distance(name, one))).orElseThrow();
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
