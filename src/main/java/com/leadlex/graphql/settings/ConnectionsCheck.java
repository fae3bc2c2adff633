package com.leadlex.graphql.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Refuses settings that allow for more connections than the process may open: it would serve until they are in use, and then
 * nobody any more, since it cannot even load a class.
 */
final class ConnectionsCheck {

    static final String OF_CALLERS = "quarkus.http.limits.max-connections";
    static final String TO_LEADLEX = "quarkus.rest-client.leadlex.connection-pool-size";

    private ConnectionsCheck() {
    }

    /**
     * @param value the value of a property; null when it is not set
     * @param openFiles how many files and sockets the process may open; empty where there is no limit
     */
    static List<String> mistakes(UnaryOperator<String> value, OptionalLong openFiles) {
        List<String> mistakes = new ArrayList<>();
        int most = OpenFiles.connections(openFiles);
        List<String> names = new ArrayList<>(RefusedSettings.namesOfClient("connection-pool-size"));
        names.add(OF_CALLERS);
        for (String name : names) {
            String set = value.apply(name);
            String mistake = set == null ? null : mistake(name, set, most, openFiles);
            if (mistake != null) {
                mistakes.add(mistake);
            }
        }
        return mistakes;
    }

    private static @Nullable String mistake(String name, String set, int most, OptionalLong openFiles) {
        String mistake = ValueCheck.mistake(name, int.class, set);
        if (mistake != null || Integer.parseInt(set) <= most) {
            return mistake;
        }
        return name + " must not be more than " + most + ", half of what is left for connections where a process may open "
                + openFiles.orElseThrow() + " files and sockets: raise that limit (ulimit -n), or lower the setting.";
    }
}
