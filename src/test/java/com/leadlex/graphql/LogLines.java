package com.leadlex.graphql;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/** What is logged in a category, until this is closed. */
public class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<ExtLogRecord> lines = new CopyOnWriteArrayList<>();

    /** @param category {@code ""} for all */
    @SuppressWarnings("this-escape") // Java 21 and newer warn; the subclasses have no state that a line could meet too early
    public LogLines(String category) {
        logger = Logger.getLogger(category);
        logger.addHandler(this);
    }

    public List<ExtLogRecord> all() {
        return lines;
    }

    public List<ExtLogRecord> of(String category) {
        return lines.stream().filter(line -> line.getLoggerName().equals(category)).toList();
    }

    /** Waits for the first one. */
    public Map<String, String> facts() throws InterruptedException {
        for (int i = 0; i < 1_000 && lines.isEmpty(); i++) {
            Thread.sleep(10);
        }
        return lines.get(0).getMdcCopy();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(ExtLogRecord.wrap(line));
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
