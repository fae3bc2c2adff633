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
     * Silences Hibernate Validator, which SmallRye GraphQL brings: it logs its version before the log is configured.
     * The logger is in a field, since a logger without references loses its level.
     */
    private static final java.util.logging.Logger VALIDATOR_VERSION_LOG = java.util.logging.Logger
            .getLogger("org.hibernate.validator.internal.util.Version");

    /** With fewer file descriptors a JVM hangs at start, or reports a wrong setting: each jar takes one. */
    private static final long MIN_OPEN_FILES = 192;

    public static void main(String... args) {
        long maxOpenFiles = ComputedDefaults.openFiles().orElse(Long.MAX_VALUE);
        if (maxOpenFiles < MIN_OPEN_FILES) {
            System.err.println("A process may open " + maxOpenFiles + " files and sockets here, and the service needs "
                    + MIN_OPEN_FILES + " at least: raise that limit (ulimit -n).");
            System.exit(1);
        }
        VALIDATOR_VERSION_LOG.setLevel(Level.WARNING);
        Quarkus.run(null, Main::handleExit, args);
    }

    private static void handleExit(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            reportFailure(failure, Logger.getLogger(Main.class));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void reportFailure(Throwable failure, Logger logger) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            StartFailure.explain(failure).forEach(System.err::println);
            logger.debug("The start failed", WithoutMessages.of(failure));
        } else {
            logger.error("The start failed", failure); // a developer's own change may be why
        }
    }
}
