package com.leadlex.graphql.observability.log;

import java.util.HashMap;
import java.util.Map;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;

/** The line of an operation: its facts are its MDC. */
final class OperationLine extends ExtLogRecord {

    private static final long serialVersionUID = 1;

    private final transient OperationFacts facts;

    OperationLine(Level level, OperationFacts facts) {
        super(level, facts.operation(), FormatStyle.NO_FORMAT, OperationLine.class.getName());
        this.facts = facts;
        setLoggerName(OperationLog.CATEGORY);
    }

    OperationFacts facts() {
        return facts;
    }

    @Override
    public @Nullable String getMdc(String key) {
        Object fact = facts.asMap().get(key);
        return fact == null ? null : fact.toString();
    }

    @Override
    public Map<String, String> getMdcCopy() {
        Map<String, String> text = new HashMap<>();
        facts.asMap().forEach((key, fact) -> text.put(key, fact.toString()));
        return text;
    }

    @Override
    public void copyMdc() {
        // Nothing of it comes from the thread.
    }

    /**
     * The same line for a formatter of JSON, in which numbers are numbers: JBoss' formatter writes each member of the MDC by
     * the type that it has, though a record's MDC is declared to hold text.
     */
    ExtLogRecord forJson() {
        return new ForJson(this);
    }

    private static final class ForJson extends ExtLogRecord {

        private static final long serialVersionUID = 1;

        private final transient Map<String, Object> facts;

        ForJson(OperationLine line) {
            super(line);
            facts = line.facts.asMap();
        }

        @Override
        @SuppressWarnings({ "unchecked", "rawtypes" })
        public Map<String, String> getMdcCopy() {
            return (Map) facts;
        }
    }
}
