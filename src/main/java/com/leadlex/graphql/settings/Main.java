package com.leadlex.graphql.settings;

import java.util.logging.Level;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.WithoutMessages;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. Prints why a start failed in plain lines: Quarkus would print a stack trace. */
@QuarkusMain
public final class Main {

    /**
     * Hibernate Validator, which SmallRye GraphQL brings, logs its version before the log is configured, ahead of the one line
     * that reports a mistake in the configuration. In a field, since a logger without references loses its level.
     */
    private static final java.util.logging.Logger VERSION = java.util.logging.Logger
            .getLogger("org.hibernate.validator.internal.util.Version");

    /** With fewer file descriptors a JVM hangs at start, or reports a wrong setting: each jar takes one. */
    private static final long FEWEST_FILES = 192;

    public static void main(String... args) {
        long openFiles = ComputedDefaults.openFiles().orElse(Long.MAX_VALUE);
        if (openFiles < FEWEST_FILES) {
            System.err.println("A process may open " + openFiles + " files and sockets here, and the service needs "
                    + FEWEST_FILES + " at least: raise that limit (ulimit -n).");
            System.exit(1);
        }
        VERSION.setLevel(Level.WARNING);
        Quarkus.run(null, Main::ended, args);
    }

    private static void ended(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            report(failure, Logger.getLogger(Main.class));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void report(Throwable failure, Logger log) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            StartFailure.lines(failure).forEach(System.err::println);
            log.debug("The start failed", WithoutMessages.of(failure));
        } else {
            log.error("The start failed", failure); // a developer's own change may be why
        }
    }
}
