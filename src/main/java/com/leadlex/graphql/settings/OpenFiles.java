package com.leadlex.graphql.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files and sockets the process may open. */
final class OpenFiles {

    /** Descriptors that are kept for all else: jars, the log, Redis, the JWKS. */
    private static final long OTHERS = 128;

    /** With fewer the start itself hangs on a JVM, or blames a setting: each jar is one. */
    static final long FEWEST = 192;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");

    private OpenFiles() {
    }

    /** @return empty where there is no limit, or none that can be read: elsewhere than on Linux */
    static OptionalLong limit() {
        try {
            return limit(Files.readString(LIMITS));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * @return how many connections there may be to Leadlex, and as many of callers; as many as a setting can say without a
     *         limit
     */
    static int connections(OptionalLong limit) {
        return (int) Math.min(ValueCheck.LARGEST_INT, Math.max(1, (limit.orElse(Long.MAX_VALUE) - OTHERS) / 2));
    }

    /** @param limits as Linux tells them */
    static OptionalLong limit(String limits) {
        Matcher soft = SOFT.matcher(limits);
        return soft.find() ? OptionalLong.of(Long.parseLong(soft.group(1))) : OptionalLong.empty();
    }
}
