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
     * Hibernate Validator, which SmallRye GraphQL brings, logs its version before the log is configured: where a mistake in
     * the configuration stops the start, that would come ahead of the line that tells it. Kept here, since a logger that
     * nobody holds forgets its level.
     */
    private static final java.util.logging.Logger VERSION = java.util.logging.Logger
            .getLogger("org.hibernate.validator.internal.util.Version");

    public static void main(String... args) {
        long openFiles = OpenFiles.limit().orElse(Long.MAX_VALUE);
        if (openFiles < OpenFiles.FEWEST) {
            System.err.println("A process may open " + openFiles + " files and sockets here, and the service needs "
                    + OpenFiles.FEWEST + " at least: raise that limit (ulimit -n).");
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
