package com.leadlex.graphql.observability.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Handler;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Takes the place of the console's handler, which writes on the thread that logs: an event loop, for the line of an
 * operation. In dev mode and in tests the console stays as it is, so that a line is seen at once.
 * <p>
 * It writes to the file descriptor. Who writes through {@code System.out} holds its lock for as long as nobody reads, and
 * Quarkus, which flushes {@code System.out} last, would never end.
 */
@Singleton
class LogOutput implements MeterBinder {

    /** Before anybody who may log. */
    private static final int FIRST = 1;

    private final LineQueue queue;
    private final FileDescriptor console;
    private final Duration shutdown;

    LogOutput(LogConfig config, @ConfigProperty(name = "quarkus.log.console.stderr", defaultValue = "false") boolean stderr,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> shutdown) {
        queue = new LineQueue(config.queueBytes());
        console = stderr ? FileDescriptor.err : FileDescriptor.out;
        this.shutdown = shutdown.orElse(Duration.ZERO);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("facade.log.lost", queue, LineQueue::lost)
                .description("Lines of the log that were dropped because they were not read, or could not be written")
                .register(registry);
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        for (Handler root : Logger.getLogger("").getHandlers()) {
            if (root instanceof ExtHandler parent && takeOver(parent)) {
                return;
            }
        }
    }

    /** @return whether the console was there, or below */
    private boolean takeOver(ExtHandler parent) {
        Handler[] handlers = parent.getHandlers();
        for (int i = 0; i < handlers.length; i++) {
            if (handlers[i] instanceof ConsoleHandler replaced) {
                QueueHandler handler = new QueueHandler(queue, replaced);
                handlers[i] = handler;
                start(handler);
                parent.setHandlers(handlers);
                return true;
            }
            if (handlers[i] instanceof ExtHandler child && takeOver(child)) {
                return true;
            }
        }
        return false;
    }

    /** The last line is that the service has stopped; it is written when the process is about to end. */
    private void start(QueueHandler handler) {
        LineWriter writer = new LineWriter(queue, new FileOutputStream(console).getChannel(), handler::notice);
        writer.start();
        Application application = Application.currentApplication();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            long end = System.nanoTime() + shutdown.toNanos();
            application.awaitShutdown();
            try {
                writer.drain(end - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "log-drain"));
    }
}
