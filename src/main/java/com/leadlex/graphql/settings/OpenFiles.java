package com.leadlex.graphql.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How many files and sockets the process may open. Settings that allow for more connections are refused: once
 * they are in use, the process cannot even load a class, and serves no more.
 */
final class OpenFiles {

    static final String OF_CALLERS = "quarkus.http.limits.max-connections";
    static final String TO_LEADLEX = "quarkus.rest-client.leadlex.connection-pool-size";

    /** Descriptors that are kept for all else: jars, the log, Redis, the JWKS. */
    private static final long OTHERS = 128;

    /** With fewer the start itself hangs on a JVM, or blames a setting: each jar is one. */
    static final long FEWEST = 192;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");

    private OpenFiles() {
    }

    /** @return empty without a limit, and elsewhere than on Linux */
    static OptionalLong limit() {
        try {
            return limit(Files.readString(LIMITS));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** @param limits the text of {@code /proc/self/limits} */
    static OptionalLong limit(String limits) {
        Matcher soft = SOFT.matcher(limits);
        return soft.find() ? OptionalLong.of(Long.parseLong(soft.group(1))) : OptionalLong.empty();
    }

    /**
     * @return how many connections there may be to Leadlex, and as many of callers; as many as a setting can say without a
     *         limit
     */
    static int connections(OptionalLong limit) {
        return (int) Math.min(ValueCheck.LARGEST_INT, Math.max(1, (limit.orElse(Long.MAX_VALUE) - OTHERS) / 2));
    }

    /** @param value of a property; null when it is not set */
    static List<String> mistakes(UnaryOperator<@Nullable String> value, OptionalLong limit) {
        List<String> mistakes = new ArrayList<>();
        List<String> names = new ArrayList<>(RefusedSettings.namesOfClient("connection-pool-size"));
        names.add(OF_CALLERS);
        for (String name : names) {
            String set = value.apply(name);
            String mistake = set == null ? null : ValueCheck.mistake(name, int.class, set);
            if (mistake != null) {
                mistakes.add(mistake);
            } else if (set != null && Integer.parseInt(set) > connections(limit)) {
                mistakes.add(name + " must not be more than " + connections(limit)
                        + ", half of what is left for connections where a process may open " + limit.orElseThrow()
                        + " files and sockets: raise that limit (ulimit -n), or lower the setting.");
            }
        }
        return mistakes;
    }
}
