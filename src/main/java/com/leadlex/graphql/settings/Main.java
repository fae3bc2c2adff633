package com.leadlex.graphql.settings;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.WithoutMessages;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. Why a start failed is told to an operator, in plain lines: Quarkus would print a stack trace. */
@QuarkusMain
public final class Main {

    public static void main(String... args) {
        long openFiles = OpenFiles.limit().orElse(Long.MAX_VALUE);
        if (openFiles < OpenFiles.FEWEST) {
            System.err.println("A process may open " + openFiles + " files and sockets here, and the service needs "
                    + OpenFiles.FEWEST + " at least: raise that limit (ulimit -n).");
            System.exit(1);
        }
        Quarkus.run(null, Main::ended, args);
    }

    private static void ended(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            tell(failure, Logger.getLogger(Main.class));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void tell(Throwable failure, Logger log) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            StartFailure.lines(failure).forEach(System.err::println);
            log.debug("The start failed", WithoutMessages.of(failure));
        } else {
            log.error("The start failed", failure); // a developer's own change may be why
        }
    }
}
