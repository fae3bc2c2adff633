package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Reads along everything that is logged, whatever its level, and remembers the lines that give a secret away. */
final class LogWitness extends Handler implements AutoCloseable {

    private final PatternFormatter text = new PatternFormatter("%c %t %s %X %x%E");
    private final List<String> betrayals = new CopyOnWriteArrayList<>();
    private final Set<String> traced = ConcurrentHashMap.newKeySet();
    private final List<String> secrets;

    LogWitness(List<String> secrets) {
        this.secrets = secrets;
        setLevel(Level.ALL);
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() <= Level.TRACE.intValue()) {
            traced.add(String.valueOf(line.getLoggerName()));
        }
        String written = text.format(ExtLogRecord.wrap(line));
        if (secrets.stream().anyMatch(written::contains)) {
            betrayals.add(line.getLevel() + " " + written);
        }
    }

    List<String> betrayals() {
        return betrayals;
    }

    /** The categories that wrote at TRACE. */
    Set<String> traced() {
        return traced;
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
