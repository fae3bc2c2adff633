package com.leadlex.graphql.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.http.ConnectionConfig;
import com.leadlex.graphql.http.DocumentsConfig;
import com.leadlex.graphql.http.HttpConfig;
import com.leadlex.graphql.http.graphiql.GraphiQLConfig;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.operation.OperationConfig;
import com.leadlex.graphql.sharing.SharingConfig;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** The names of this service's own settings, and what is wrong with a name that is none of them. */
final class Settings {

    /** Each interface that declares some. */
    static final List<Class<?>> DECLARED_IN = List.of(AuthConfig.class, ConnectionConfig.class, DocumentsConfig.class,
            GraphiQLConfig.class,
            HttpConfig.class,
            LeadlexConfig.class, LogConfig.class, OperationConfig.class, SharingConfig.class);

    private static final List<String> PREFIXES = List.of("facade.", "leadlex.");

    /**
     * Read with the class: in a native executable that is when it is built, since at run time it has no methods to reflect on.
     */
    private static final Settings DECLARED = new Settings(declaredNames());

    private final Set<String> names;

    Settings(Set<String> names) {
        this.names = names;
    }

    static Settings declared() {
        return DECLARED;
    }

    private static Set<String> declaredNames() {
        Set<String> names = new TreeSet<>();
        for (Class<?> declaredIn : DECLARED_IN) {
            names.addAll(ConfigMappings.getProperties(ConfigClass.configClass(declaredIn)).keySet());
        }
        return names;
    }

    /** One line for each of the names that looks like a setting of this service and is none. */
    List<String> mistakes(Iterable<String> set) {
        List<String> mistakes = new ArrayList<>();
        for (String name : set) {
            if (PREFIXES.stream().anyMatch(name::startsWith) && !names.contains(name)) {
                mistakes.add("There is no setting " + name + "; did you mean " + closest(name) + "?");
            }
        }
        return mistakes;
    }

    private String closest(String name) {
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String known : names) {
            int distance = distance(name, known);
            if (distance < least) {
                least = distance;
                closest = known;
            }
        }
        return closest;
    }

    /** Levenshtein's: the fewest characters to insert, delete or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
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
