package com.leadlex.graphql.observability.log;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * What is the same in the lines of all operations, and where in it the time, the name, the thread and the facts stand. It is
 * learned from the formatter of JSON, so that whatever is configured for that holds here, too; a line by this takes a
 * fraction of the memory and the time that one by the formatter takes.
 */
final class LineFrame {

    /** What differs from line to line. */
    private enum Slot {
        TIME,
        NAME,
        THREAD,
        FACTS
    }

    /**
     * @param before what is always the same
     * @param slot what comes behind it; null at the end
     */
    private record Part(String before, @Nullable Slot slot) {

        /** Whether nothing of the made-up operation is left in it; and it has to be ASCII, see {@link #bytes}. */
        boolean isConstant() {
            return !before.contains(MARK) && !before.contains(SPAN.getTraceId()) && before.chars().allMatch(c -> c < 0x80);
        }
    }

    /** In no text of an operation's line, so that what is left of a made-up one is found. */
    private static final String MARK = "?";
    private static final SpanContext SPAN = SpanContext.create("1".repeat(32), "2".repeat(16), TraceFlags.getDefault(),
            TraceState.getDefault());
    /** What a console without a locale has, and what others have. */
    private static final Set<Charset> ASCII_IS_ASCII = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII,
            StandardCharsets.ISO_8859_1);
    private static final ThreadLocal<StringBuilder> TEXT = ThreadLocal.withInitial(() -> new StringBuilder(512));

    private final List<Part> parts;
    private final DateTimeFormatter times;

    private LineFrame(List<Part> parts, DateTimeFormatter times) {
        this.parts = parts;
        this.times = times;
    }

    /** @return null where the lines differ in more than that: then the formatter has to write them */
    static @Nullable LineFrame learn(JsonFormatter formatter, Level level, Charset charset) {
        if (formatter.isPrintDetails() || !ASCII_IS_ASCII.contains(charset)) {
            return null;
        }
        List<Part> parts = parts(formatter, level, 1);
        return parts.stream().allMatch(Part::isConstant) && parts.equals(parts(formatter, level, 2))
                ? new LineFrame(parts, formatter.getDateTimeFormatter())
                : null;
    }

    /** Takes the line of a made-up operation apart. */
    private static List<Part> parts(JsonFormatter formatter, Level level, int number) {
        OperationLine line = new OperationLine(level,
                new OperationFacts(MARK + "id", MARK + "name", null, 200, 1234, null, null, SPAN));
        line.setInstant(Instant.ofEpochSecond(1_000_000_000 + number, 123_456_789));
        line.setThreadName(MARK + "thread");
        line.setLongThreadID(number);
        line.setNdc(MARK);
        StringBuilder facts = new StringBuilder();
        FactsJson.write(line.facts(), facts);
        String[] values = { formatter.getDateTimeFormatter().format(line.getInstant()), MARK + "name", MARK + "thread",
                facts.toString() };
        return parts(formatter.format(line.forJson()), values);
    }

    /** @param values in the order of the slots */
    private static List<Part> parts(String text, String[] values) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.length();
            Slot found = null;
            for (Slot slot : Slot.values()) {
                int at = text.indexOf(values[slot.ordinal()], from);
                if (at >= 0 && at < end) {
                    end = at;
                    found = slot;
                }
            }
            parts.add(new Part(text.substring(from, end), found));
            from = found == null ? end : end + values[found.ordinal()].length();
        }
        return parts;
    }

    /** @return null when there is something in it that the formatter would write in another way */
    byte @Nullable [] write(OperationLine line) {
        StringBuilder text = TEXT.get();
        text.setLength(0);
        boolean plain = true;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            text.append(part.before);
            plain &= part.slot == null || fill(part.slot, line, text);
        }
        return plain ? bytes(text) : null;
    }

    /** @param text ASCII alone; by way of a String there would be another copy */
    private static byte[] bytes(StringBuilder text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }

    /** @return whether that needs no escapes */
    private boolean fill(Slot slot, OperationLine line, StringBuilder text) {
        int start = text.length();
        switch (slot) {
            case TIME -> times.formatTo(line.getInstant(), text);
            case NAME -> text.append(line.getMessage());
            case THREAD -> text.append(line.getThreadName());
            case FACTS -> {
                return FactsJson.write(line.facts(), text);
            }
        }
        return FactsJson.isPlain(text, start);
    }
}
