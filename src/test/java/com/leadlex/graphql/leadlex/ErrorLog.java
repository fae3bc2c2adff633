package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import com.leadlex.graphql.LogLines;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reads along what is logged as an error, or with a stack trace: what Leadlex and the network do is neither. */
final class ErrorLog extends LogLines {

    private static final String BUSY_MACHINE = "io.vertx.core.impl.BlockedThreadChecker";

    private final List<String> errors = new CopyOnWriteArrayList<>();

    ErrorLog() {
        super("");
    }

    void assertEmpty() {
        assertEquals(List.of(), errors);
    }

    @Override
    public void publish(LogRecord line) {
        boolean error = line.getLevel().intValue() >= Level.SEVERE.intValue()
                || line.getLevel().intValue() >= Level.WARNING.intValue() && line.getThrown() != null;
        if (error && !BUSY_MACHINE.equals(line.getLoggerName())) {
            errors.add(line.getLoggerName() + " " + line.getMessage() + " " + line.getThrown());
        }
    }
}
