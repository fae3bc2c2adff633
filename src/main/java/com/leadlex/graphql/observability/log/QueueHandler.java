package com.leadlex.graphql.observability.log;

import java.util.logging.ErrorManager;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jspecify.annotations.Nullable;

/** Formats as the console's handler would, on the thread that logs, and leaves the writing to another one. */
final class QueueHandler extends ExtHandler {

    private final LineQueue queue;
    private final boolean json;
    private final @Nullable LineFrame info;
    private final @Nullable LineFrame warn;

    QueueHandler(LineQueue queue, ExtHandler console) {
        this.queue = queue;
        setFormatter(console.getFormatter());
        setCharset(console.getCharset());
        setLevel(console.getLevel());
        setFilter(console.getFilter());
        setErrorManager(console.getErrorManager());
        json = console.getFormatter() instanceof JsonFormatter;
        info = frame(Level.INFO);
        warn = frame(Level.WARN);
    }

    private @Nullable LineFrame frame(Level level) {
        return getFormatter() instanceof JsonFormatter formatter ? LineFrame.learn(formatter, level, getCharset()) : null;
    }

    @Override
    protected void doPublish(ExtLogRecord line) {
        byte[] text = format(line);
        if (text.length > 0) {
            queue.add(text, line.getLevel().intValue() >= Level.WARN.intValue());
        }
    }

    private byte[] format(ExtLogRecord line) {
        try {
            if (!json || !(line instanceof OperationLine operation)) {
                return getFormatter().format(line).getBytes(getCharset());
            }
            LineFrame frame = line.getLevel() == Level.INFO ? info : line.getLevel() == Level.WARN ? warn : null;
            byte[] text = frame == null ? null : frame.write(operation);
            return text != null ? text : getFormatter().format(operation.forJson()).getBytes(getCharset());
        } catch (RuntimeException e) {
            reportError("A line of the log could not be formatted", e, ErrorManager.FORMAT_FAILURE);
            return new byte[0];
        }
    }

    /** The line that tells how many were lost. */
    byte[] notice(long lost) {
        ExtLogRecord line = new ExtLogRecord(Level.WARN, lost + " lines of the log were lost: "
                + "they came faster than they were read, or could not be written.", ExtLogRecord.FormatStyle.NO_FORMAT,
                QueueHandler.class.getName());
        line.setLoggerName(QueueHandler.class.getName());
        return format(line);
    }

    @Override
    public void flush() {
        // The writer never keeps a line back.
    }
}
