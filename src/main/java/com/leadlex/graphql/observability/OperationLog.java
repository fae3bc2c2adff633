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
 * Logs one line for each operation, at WARN when the fault is this service's or Leadlex's, else at INFO.
 * The line contains neither the document nor its variables;
 * the only text of a client is the operation's name, which GraphQL limits to letters, digits and underscores.
 */
@Singleton
class OperationLog {

    static final String CATEGORY = "com.leadlex.graphql.operations";

    private static final int MAX_NAME_CHARACTERS = 64;

    private final Logger logger = Logger.getLogger(CATEGORY);
    private final boolean logsOperations;
    private final boolean logsFingerprints;

    OperationLog(LogConfig config) {
        logsOperations = config.operations();
        logsFingerprints = config.keyFingerprint();
    }

    /**
     * @param credential null when the request was refused before its key was known
     * @param status 499 when the client went away before its answer
     * @param span null when tracing is off
     */
    void logOperation(String requestId, @Nullable Credential credential, Operation operation, int status,
            List<GraphQLError> errors, long durationNanos, @Nullable Span span) {
        GraphQLError worstError = worstError(errors);
        Level level = worstError != null && ErrorCode.of(worstError).isServerFault() ? Level.WARN : Level.INFO;
        if (!logsOperations || !logger.isLoggable(level)) {
            return;
        }
        String operationName = operation.name() == null ? "anonymous" : operation.name();
        operationName = operationName.substring(0, Math.min(operationName.length(), MAX_NAME_CHARACTERS));
        Line line = new Line(level, operationName);
        line.addFact("requestId", requestId);
        if (logsFingerprints && credential instanceof Credential.Usable usableCredential) {
            line.addFact("keyFingerprint", usableCredential.key().fingerprint().logPrefix());
        }
        line.addFact("operation", operationName);
        line.addFact("type", operation.type());
        line.addFact("status", status);
        line.addFact("durationMs", BigDecimal.valueOf(durationNanos / 1000, 3));
        if (worstError != null) {
            line.addFact("codes",
                    errors.stream().map(ErrorCode::of).distinct().map(ErrorCode::name).collect(Collectors.joining(",")));
            addCause(line, GraphQLErrors.failureOf(worstError));
        }
        if (span != null) {
            line.addFact("traceId", span.getSpanContext().getTraceId());
            line.addFact("spanId", span.getSpanContext().getSpanId());
        }
        logger.logRaw(line);
    }

    /** @param failure of the call to Leadlex or of the caller's token; null for any other error */
    private static void addCause(Line line, @Nullable Failure failure) {
        if (failure != null && failure.cause() != null && failure.cause().isOfToken()) {
            line.addFact("authReason", failure.cause().logValue());
        } else if (failure != null && failure.cause() != null) {
            line.addFact("cause", failure.cause().logValue());
            line.addFact("upstreamStatus", failure.upstreamStatus());
            line.addFact("attempts", failure.attemptCount());
        }
    }

    /** The first server fault, else the first error; null without errors. */
    private static @Nullable GraphQLError worstError(List<GraphQLError> errors) {
        for (GraphQLError error : errors) {
            if (ErrorCode.of(error).isServerFault()) {
                return error;
            }
        }
        return errors.isEmpty() ? null : errors.get(0);
    }

    /**
     * The line of an operation. The line's facts are its MDC, as text.
     * The line writes its own JSON, where numbers are numbers, in a fraction of a JSON formatter's memory and time.
     */
    static final class Line extends ExtLogRecord {

        /** In a text format, {@code %X{facts}} writes all facts of this line, and nothing for any other line. */
        private static final String ALL_FACTS_KEY = "facts";
        private static final int MAX_FACTS = 12;
        private static final ThreadLocal<StringBuilder> JSON_BUFFER = ThreadLocal.withInitial(() -> new StringBuilder(512));
        private static final long serialVersionUID = 1;

        private record FormattedSecond(long epochSecond, String text) {
        }

        private static volatile FormattedSecond latestFormattedSecond = new FormattedSecond(-1, "");

        private final transient Object[] factNamesAndValues = new Object[2 * MAX_FACTS];
        private int usedSlots;

        Line(Level level, String operationName) {
            super(level, operationName, FormatStyle.NO_FORMAT, Line.class.getName());
            setLoggerName(CATEGORY);
        }

        /** @param factValue text, an {@link Integer} or a {@link BigDecimal}; null is left out */
        void addFact(String factName, @Nullable Object factValue) {
            if (factValue != null) {
                factNamesAndValues[usedSlots++] = factName;
                factNamesAndValues[usedSlots++] = factValue;
            }
        }

        @Override
        public @Nullable String getMdc(String key) {
            Map<String, String> facts = getMdcCopy();
            return key.equals(ALL_FACTS_KEY) ? " " + facts : facts.get(key);
        }

        @Override
        public Map<String, String> getMdcCopy() {
            Map<String, String> facts = new LinkedHashMap<>();
            for (int factSlot = 0; factSlot < usedSlots; factSlot += 2) {
                facts.put((String) factNamesAndValues[factSlot], factNamesAndValues[factSlot + 1].toString());
            }
            return facts;
        }

        @Override
        public void copyMdc() {
            // Nothing to copy: the facts do not come from the thread.
        }

        /** @return the line, with its end and the members of the service's JSON format */
        String toJsonLine() {
            StringBuilder json = JSON_BUFFER.get();
            json.setLength(0);
            appendTime(getInstant(), json.append("{\"timestamp\":\""));
            appendMember(json.append("Z\""), "loggerName", getLoggerName());
            appendMember(json, "level", getLevel().getName());
            appendMember(json, "message", getMessage());
            appendMember(json, "threadName", getThreadName());
            json.append(",\"mdc\":");
            int mdcStart = json.length();
            for (int factSlot = 0; factSlot < usedSlots; factSlot += 2) {
                appendMember(json, (String) factNamesAndValues[factSlot], factNamesAndValues[factSlot + 1]);
            }
            json.setCharAt(mdcStart, '{');
            return json.append("}}\n").toString();
        }

        /** Appends the time in milliseconds; its text up to the second is kept for all lines of that second. */
        private static void appendTime(Instant instant, StringBuilder json) {
            FormattedSecond second = latestFormattedSecond;
            if (second.epochSecond() != instant.getEpochSecond()) {
                second = new FormattedSecond(instant.getEpochSecond(), instant.truncatedTo(ChronoUnit.SECONDS).toString());
                latestFormattedSecond = second;
            }
            json.append(second.text(), 0, second.text().length() - 1).append(1_000 + instant.getNano() / 1_000_000);
            json.setCharAt(json.length() - 4, '.'); // in place of the 1, which keeps leading zeros
        }

        private static void appendMember(StringBuilder json, String memberName, Object memberValue) {
            json.append(",\"").append(memberName).append("\":");
            if (memberValue instanceof Integer number) {
                json.append(number.intValue());
            } else if (memberValue instanceof BigDecimal) {
                json.append(memberValue);
            } else {
                JsonStringEncoder.getInstance().quoteAsString(memberValue.toString(), json.append('"'));
                json.append('"');
            }
        }
    }
}
