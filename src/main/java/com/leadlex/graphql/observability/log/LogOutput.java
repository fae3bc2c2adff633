package com.leadlex.graphql.observability.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.MinutelyWarning;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Takes the place of the console's handler, which writes on the thread that logs: an event loop, for the line of an operation.
 * Quarkus' asynchronous console never ends at SIGTERM while its reader does not read. In dev mode and in tests the console
 * stays as it is, so that a line is seen at once.
 * <p>
 * It writes to the file descriptor: {@code System.out} is locked for as long as its reader does not read, and Quarkus flushes
 * {@code System.out} last.
 */
@Singleton
class LogOutput implements MeterBinder {

    /** Before any bean that may log. */
    private static final int FIRST = 1;

    private final LogWriter writer;
    private final Duration shutdown;
    private @Nullable Console console;

    LogOutput(LogConfig config, @ConfigProperty(name = "quarkus.log.console.stderr", defaultValue = "false") boolean stderr,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> shutdown) {
        writer = new LogWriter(config.queueBytes(),
                new FileOutputStream(stderr ? FileDescriptor.err : FileDescriptor.out).getChannel(), this::notice);
        this.shutdown = shutdown.orElse(Duration.ZERO);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("facade.log.lost", writer, LogWriter::lost)
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
                console = new Console(writer, replaced);
                handlers[i] = console;
                writer.start();
                drainAtTheEnd();
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
    private void drainAtTheEnd() {
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

    private byte[] notice(long lost) {
        ExtLogRecord line = new ExtLogRecord(Level.WARN, lost + " lines of the log were lost: "
                + "they came faster than they were read, or could not be written.", FormatStyle.NO_FORMAT,
                LogOutput.class.getName());
        line.setLoggerName(LogOutput.class.getName());
        return console == null ? new byte[0] : console.format(line);
    }

    /**
     * Formats as the console's handler would, on the thread that logs. Callers can make a library log what they sent, or a
     * failure again and again, so a line is bounded, and so are stack traces: one a minute.
     */
    static final class Console extends ExtHandler {

        static final int LONGEST_LINE = 4096;
        /** Six bytes each as a JSON escape, and there is room for the rest of the line. */
        private static final int LONGEST_MESSAGE = 500;

        private final LogWriter writer;
        private final @Nullable DateTimeFormatter times;
        private final MinutelyWarning trace = new MinutelyWarning();

        Console(LogWriter writer, ExtHandler replaced) {
            this.writer = writer;
            setFormatter(replaced.getFormatter());
            setCharset(replaced.getCharset());
            setLevel(replaced.getLevel());
            setFilter(replaced.getFilter());
            setErrorManager(replaced.getErrorManager());
            times = getFormatter() instanceof JsonFormatter json ? json.getDateTimeFormatter() : null;
        }

        @Override
        protected void doPublish(ExtLogRecord line) {
            byte[] text = format(line);
            if (text.length > 0) {
                writer.add(text);
            }
        }

        byte[] format(ExtLogRecord line) {
            try {
                if (times != null && line instanceof OperationLine operation) {
                    return operation.json(times);
                }
                boolean traced = line.getThrown() != null && trace.isDue();
                byte[] text = bytes(line.getThrown() == null || traced ? line : changed(line, Integer.MAX_VALUE));
                return traced || text.length <= LONGEST_LINE ? text : bytes(changed(line, LONGEST_MESSAGE));
            } catch (RuntimeException e) {
                reportError("A line of the log could not be formatted", e, ErrorManager.FORMAT_FAILURE);
                return new byte[0];
            }
        }

        private byte[] bytes(ExtLogRecord line) {
            return getFormatter().format(line).getBytes(getCharset() == null ? StandardCharsets.UTF_8 : getCharset());
        }

        /** The same line with the exception's name in place of its stack trace, and so much of its message. */
        private ExtLogRecord changed(ExtLogRecord line, int longest) {
            String message = getFormatter().formatMessage(line);
            if (line.getThrown() != null) {
                message += " (" + line.getThrown().getClass().getName() + ")";
            }
            ExtLogRecord changed = new ExtLogRecord(line);
            changed.setMessage(message.length() <= longest ? message : message.substring(0, longest) + "…",
                    FormatStyle.NO_FORMAT);
            changed.setThrown(null);
            return changed;
        }

        @Override
        public void flush() {
            // The writer never keeps a line back.
        }
    }
}
