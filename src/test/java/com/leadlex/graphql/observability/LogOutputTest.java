package com.leadlex.graphql.observability;

import java.nio.charset.StandardCharsets;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.logging.json.runtime.JsonFormatter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the console writes of other lines than the operations' own. */
class LogOutputTest {

    @Test
    void noMoreThanOneStackTraceAMinuteIsWrittenButEachLineNamesItsException() {
        LogOutput.BoundedFormatter formatter = new LogOutput.BoundedFormatter(new PatternFormatter("%s%e%n"));
        ExtLogRecord line = new ExtLogRecord(Level.ERROR, "It failed", "x");
        line.setThrown(new IllegalStateException("secret"));
        String first = formatter.format(line);
        assertTrue(first.contains("\tat com.leadlex.graphql.observability.LogOutputTest"), first);
        assertEquals("It failed (java.lang.IllegalStateException)\n", formatter.format(line));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "€", "\u0000", "😀" })
    void aLineIsAtMost4KiBWhenALibraryLogsACallersText(String text) {
        LogOutput.BoundedFormatter formatter = new LogOutput.BoundedFormatter(new JsonFormatter());
        String line = formatter.format(new ExtLogRecord(Level.WARN, text.repeat(100_000), "x"));
        assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= LogOutput.BoundedFormatter.MAX_LINE_BYTES);
        String usual = formatter.format(new ExtLogRecord(Level.INFO, "Started in 1 s", "x"));
        assertTrue(usual.contains("\"Started in 1 s\""), usual);
    }
}
