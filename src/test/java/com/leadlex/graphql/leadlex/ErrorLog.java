package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reads along what is logged as an error, with which nothing that Leadlex or the network does has to do. */
final class ErrorLog extends Handler implements AutoCloseable {

    private final List<String> errors = new CopyOnWriteArrayList<>();

    ErrorLog() {
        Logger.getLogger("").addHandler(this);
    }

    void assertEmpty() {
        assertEquals(List.of(), errors);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(line.getLoggerName() + " " + line.getMessage() + " " + line.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
