package com.leadlex.graphql.leadlex;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;

import com.leadlex.graphql.LogLines;

/** Reads along everything that is logged, whatever its level, and remembers the lines that give a secret away. */
final class LogWitness extends LogLines {

    private final PatternFormatter text = new PatternFormatter("%c %t %s %X %x%E");
    private final List<String> betrayals = new CopyOnWriteArrayList<>();
    private final Set<String> traced = ConcurrentHashMap.newKeySet();
    private final List<String> secrets;

    LogWitness(List<String> secrets) {
        super("");
        this.secrets = secrets;
        setLevel(Level.ALL);
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
}
