package com.leadlex.graphql.observability;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

import com.leadlex.graphql.error.MinutelyWarning;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;

/**
 * Makes the console write through {@link LogWriter}: by default the console writes on the thread that logs, even an event loop.
 * With Quarkus' asynchronous console, the process does not end at SIGTERM while nobody reads its log.
 * In dev mode and in tests the console stays as it is, so that each line is seen at once.
 * <p>
 * The writer uses the file descriptor: {@code System.out} is locked while nobody reads it, and flushed by Quarkus at the end.
 */
@Singleton
class LogOutput implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(LogOutput.class);
    /** Observes the start before any bean that may log. */
    private static final int FIRST_PRIORITY = 1;

    private final LogWriter logWriter;

    LogOutput(LogConfig config,
            @ConfigProperty(name = "quarkus.log.console.stderr", defaultValue = "false") boolean writesToStderr) {
        logWriter = new LogWriter((int) Math.min(config.queueBytes(), Integer.MAX_VALUE),
                new FileOutputStream(writesToStderr ? FileDescriptor.err : FileDescriptor.out).getChannel(),
                lostLines -> LOG.warnf("%d lines of the log were lost: they came faster than they were read, or could not be"
                        + " written.", lostLines));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("facade.log.lost", logWriter, LogWriter::countLostLines)
                .description("Lines of the log that were dropped because they were not read, or could not be written")
                .register(registry);
    }

    void takeOverConsoles(@Observes @Priority(FIRST_PRIORITY) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            Stream.of(InitialConfigurator.DELAYED_HANDLER.getHandlers()).filter(ConsoleHandler.class::isInstance)
                    .map(ConsoleHandler.class::cast).forEach(this::takeOverConsole);
        }
    }

    private void takeOverConsole(ConsoleHandler console) {
        console.setFormatter(new BoundedFormatter(ExtFormatter.wrap(console.getFormatter(), false)));
        console.setOutputStream(logWriter);
        logWriter.start();
        Application application = Application.currentApplication();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            application.awaitShutdown(); // the last line says that the service has stopped
            try {
                logWriter.awaitWrittenLines();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "log-drain"));
    }

    /**
     * Limits the length of a line, and stack traces to one a minute:
     * callers can make a library log what they sent, or log the same failure many times.
     */
    static final class BoundedFormatter extends ExtFormatter.Delegating {

        static final int MAX_LINE_BYTES = 4096;
        /** A character takes six bytes as a JSON escape; the rest of the line needs room, too. */
        private static final int MAX_MESSAGE_CHARACTERS = 500;

        private final boolean writesJson;
        private final MinutelyWarning stackTraceLimit = new MinutelyWarning();

        BoundedFormatter(ExtFormatter delegate) {
            super(delegate);
            writesJson = delegate instanceof JsonFormatter;
        }

        @Override
        public String format(ExtLogRecord line) {
            if (writesJson && line instanceof OperationLog.Line operationLine) {
                return operationLine.toJsonLine();
            }
            boolean showsStackTrace = line.getThrown() != null && stackTraceLimit.isDue();
            String formattedLine = delegate
                    .format(line.getThrown() == null || showsStackTrace ? line : withoutStackTrace(line));
            return showsStackTrace || formattedLine.getBytes(StandardCharsets.UTF_8).length <= MAX_LINE_BYTES ? formattedLine
                    : delegate.format(shortenedLine(line, MAX_MESSAGE_CHARACTERS));
        }

        private ExtLogRecord withoutStackTrace(ExtLogRecord line) {
            return shortenedLine(line, Integer.MAX_VALUE);
        }

        /** The same line with the exception's name in place of its stack trace. */
        private ExtLogRecord shortenedLine(ExtLogRecord line, int maxCharacters) {
            String message = delegate.formatMessage(line);
            if (line.getThrown() != null) {
                message += " (" + line.getThrown().getClass().getName() + ")";
            }
            ExtLogRecord shortLine = new ExtLogRecord(line);
            shortLine.setMessage(message.length() <= maxCharacters ? message : message.substring(0, maxCharacters) + "…",
                    FormatStyle.NO_FORMAT);
            shortLine.setThrown(null);
            return shortLine;
        }
    }
}
