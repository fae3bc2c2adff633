package com.leadlex.graphql.observability.log;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;

/**
 * The line of an operation. Its facts are its MDC, as text; in JSON, where numbers are numbers, it writes itself: that takes a
 * fraction of the memory and the time of a JSON formatter.
 */
final class OperationLine extends ExtLogRecord {

    /** What {@code %X{facts}} of a text format writes: all facts, and nothing for any other line. */
    private static final String ALL = "facts";
    private static final ThreadLocal<StringBuilder> JSON = ThreadLocal.withInitial(() -> new StringBuilder(512));
    private static final long serialVersionUID = 1;

    private final transient Object[] namesAndValues = new Object[32];
    private int size;

    OperationLine(String category, Level level, String name) {
        super(level, name, FormatStyle.NO_FORMAT, OperationLine.class.getName());
        setLoggerName(category);
    }

    /** @param value text, an {@link Integer} or a {@link BigDecimal}; null is left out */
    void add(String name, @Nullable Object value) {
        if (value != null) {
            namesAndValues[size++] = name;
            namesAndValues[size++] = value;
        }
    }

    @Override
    public @Nullable String getMdc(String key) {
        Map<String, String> facts = getMdcCopy();
        return key.equals(ALL) ? " " + facts : facts.get(key);
    }

    @Override
    public Map<String, String> getMdcCopy() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < size; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
        }
        return facts;
    }

    @Override
    public void copyMdc() {
        // Nothing of it comes from the thread.
    }

    /** @return ASCII, with the line's end; the members are those that the service's JSON format has */
    byte[] json(DateTimeFormatter times) {
        StringBuilder out = JSON.get();
        out.setLength(0);
        out.append("{\"timestamp\":\"");
        times.formatTo(getInstant(), out);
        member(out.append('"'), "loggerName", getLoggerName());
        member(out, "level", getLevel().getName());
        member(out, "message", getMessage());
        member(out, "threadName", getThreadName());
        out.append(",\"mdc\":");
        int start = out.length();
        for (int i = 0; i < size; i += 2) {
            member(out, (String) namesAndValues[i], namesAndValues[i + 1]);
        }
        out.setCharAt(start, '{');
        out.append("}}\n");
        byte[] bytes = new byte[out.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) out.charAt(i);
        }
        return bytes;
    }

    private static void member(StringBuilder out, String name, @Nullable Object value) {
        out.append(",\"").append(name).append("\":");
        if (value instanceof Integer number) {
            out.append(number.intValue());
        } else if (value instanceof BigDecimal) {
            out.append(value);
        } else {
            text(out.append('"'), String.valueOf(value));
            out.append('"');
        }
    }

    /** Each character that is not printable ASCII as an escape (RFC 8259, section 7). */
    private static void text(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                out.append(c);
            } else {
                out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16))
                        .append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
    }
}
