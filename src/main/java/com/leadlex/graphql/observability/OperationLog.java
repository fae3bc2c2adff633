package com.leadlex.graphql.observability;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.RequestListener.Operation;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/**
 * Logs one line for each operation, at WARN when the fault is this service's or Leadlex's, else at INFO. Neither the document
 * nor its variables get here; a client's only text is the operation's name, which GraphQL limits to letters, digits and
 * underscores.
 */
@Singleton
class OperationLog {

    static final String CATEGORY = "com.leadlex.graphql.operations";

    private static final int LONGEST_NAME = 64;

    private final Logger logger = Logger.getLogger(CATEGORY);
    private final boolean enabled;
    private final boolean logsFingerprints;

    OperationLog(LogConfig config) {
        enabled = config.operations();
        logsFingerprints = config.keyFingerprint();
    }

    /**
     * @param credential null when the request was refused before its key was known
     * @param status 499 when the client went away before its answer
     * @param span null when tracing is off
     */
    void ended(String requestId, @Nullable Credential credential, Operation operation, int status,
            List<GraphQLError> errors,
            long nanos, @Nullable Span span) {
        GraphQLError worst = worst(errors);
        Level level = worst != null && ErrorCode.of(worst).isServerFault() ? Level.WARN : Level.INFO;
        if (!enabled || !logger.isLoggable(level)) {
            return;
        }
        String name = operation.name() == null ? "anonymous" : operation.name();
        name = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        Line line = new Line(level, name);
        line.add("requestId", requestId);
        if (logsFingerprints && credential instanceof Credential.Usable usable) {
            line.add("keyFingerprint", usable.key().fingerprint().prefix());
        }
        line.add("operation", name);
        line.add("type", operation.type());
        line.add("status", status);
        line.add("durationMs", BigDecimal.valueOf(nanos / 1000, 3));
        if (worst != null) {
            line.add("codes",
                    errors.stream().map(ErrorCode::of).distinct().map(ErrorCode::name).collect(Collectors.joining(",")));
            addCause(line, GraphQLErrors.failureOf(worst));
        }
        if (span != null) {
            line.add("traceId", span.getSpanContext().getTraceId());
            line.add("spanId", span.getSpanContext().getSpanId());
        }
        logger.logRaw(line);
    }

    /** @param failure of the call to Leadlex or of the caller's token; null for any other error */
    private static void addCause(Line line, @Nullable Failure failure) {
        if (failure != null && failure.cause() != null && failure.cause().isOfToken()) {
            line.add("authReason", failure.cause().word());
        } else if (failure != null && failure.cause() != null) {
            line.add("cause", failure.cause().word());
            line.add("upstreamStatus", failure.upstreamStatus());
            line.add("attempts", failure.attempts());
        }
    }

    /** The first server fault, else the first error; null without errors. */
    private static @Nullable GraphQLError worst(List<GraphQLError> errors) {
        for (GraphQLError error : errors) {
            if (ErrorCode.of(error).isServerFault()) {
                return error;
            }
        }
        return errors.isEmpty() ? null : errors.get(0);
    }

    /**
     * The line of an operation. Its facts are its MDC, as text. It writes its own JSON, where numbers are numbers: that takes a
     * fraction of the memory and time of a JSON formatter.
     */
    static final class Line extends ExtLogRecord {

        /** In a text format, {@code %X{facts}} writes all facts of this line, and nothing for any other line. */
        private static final String ALL = "facts";
        private static final ThreadLocal<StringBuilder> JSON = ThreadLocal.withInitial(() -> new StringBuilder(512));
        private static final long serialVersionUID = 1;

        private record Second(long epoch, String text) {
        }

        private static volatile Second lastSecond = new Second(-1, "");

        private final transient Object[] namesAndValues = new Object[24];
        private int size;

        Line(Level level, String name) {
            super(level, name, FormatStyle.NO_FORMAT, Line.class.getName());
            setLoggerName(CATEGORY);
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
            // No fact comes from the thread.
        }

        /** @return the line, with its end and the members of the service's JSON format */
        String json() {
            StringBuilder out = JSON.get();
            out.setLength(0);
            time(getInstant(), out.append("{\"timestamp\":\""));
            member(out.append("Z\""), "loggerName", getLoggerName());
            member(out, "level", getLevel().getName());
            member(out, "message", getMessage());
            member(out, "threadName", getThreadName());
            out.append(",\"mdc\":");
            int start = out.length();
            for (int i = 0; i < size; i += 2) {
                member(out, (String) namesAndValues[i], namesAndValues[i + 1]);
            }
            out.setCharAt(start, '{');
            return out.append("}}\n").toString();
        }

        /** Milliseconds are enough, and the text up to them is the same for all lines of a second. */
        private static void time(Instant instant, StringBuilder out) {
            Second second = lastSecond;
            if (second.epoch() != instant.getEpochSecond()) {
                second = new Second(instant.getEpochSecond(), instant.truncatedTo(ChronoUnit.SECONDS).toString());
                lastSecond = second;
            }
            out.append(second.text(), 0, second.text().length() - 1).append(1_000 + instant.getNano() / 1_000_000);
            out.setCharAt(out.length() - 4, '.'); // in place of the 1, which keeps leading zeros
        }

        private static void member(StringBuilder out, String name, Object value) {
            out.append(",\"").append(name).append("\":");
            if (value instanceof Integer number) {
                out.append(number.intValue());
            } else if (value instanceof BigDecimal) {
                out.append(value);
            } else {
                JsonStringEncoder.getInstance().quoteAsString(value.toString(), out.append('"'));
                out.append('"');
            }
        }
    }
}
