package com.leadlex.graphql.observability.log;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.logging.json.runtime.JsonFormatter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the console writes of other lines than the operations' own. */
class LogOutputTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LogWriter writer = new LogWriter(1 << 20, Channels.newChannel(out), lost -> new byte[0]);

    @Test
    void noMoreThanOneStackTraceAMinuteIsWrittenButEachLineNamesItsException() throws Exception {
        LogOutput.Console console = new LogOutput.Console(writer, new ConsoleHandler(new PatternFormatter("%s%e%n")));
        for (int i = 0; i < 10; i++) {
            ExtLogRecord line = new ExtLogRecord(Level.ERROR, "It failed", "x");
            line.setThrown(new IllegalStateException("secret"));
            console.publish(line);
        }
        String written = written();
        assertEquals(1, written.split("\tat com.leadlex.graphql.observability.log.LogOutputTest").length - 1, written);
        assertEquals(9, written.lines().filter("It failed (java.lang.IllegalStateException)"::equals).count(), written);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "€", "\u0000", "😀" })
    void aLineIsAtMost4KiBWhateverALibraryLogsOfACallersText(String text) throws Exception {
        LogOutput.Console console = new LogOutput.Console(writer, new ConsoleHandler(new JsonFormatter()));
        console.publish(new ExtLogRecord(Level.WARN, text.repeat(100_000), "x"));
        console.publish(new ExtLogRecord(Level.INFO, "Started in 1 s", "x"));
        String[] lines = written().split("\n");
        assertTrue(lines[0].getBytes(StandardCharsets.UTF_8).length <= LogOutput.Console.LONGEST_LINE);
        assertTrue(lines[1].contains("\"Started in 1 s\""), lines[1]);
    }

    private String written() throws InterruptedException {
        writer.start();
        writer.drain(TimeUnit.SECONDS.toNanos(30));
        return out.toString(StandardCharsets.UTF_8);
    }
}
