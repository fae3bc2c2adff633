package com.leadlex.graphql.observability;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.RequestListener.Operation;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/**
 * One line an operation. Its facts are the record's MDC, so that a JSON line has them as fields. Neither the document
 * nor its variables come this far; the only text of a client is the operation's name, which GraphQL limits to
 * letters, digits and underscores.
 */
@Singleton
class OperationLog {

    static final String CATEGORY = "com.leadlex.graphql.operations";

    private static final int LONGEST_NAME = 64;

    private final Logger logger = Logger.getLogger(CATEGORY);
    private final boolean on;

    OperationLog(LogConfig config) {
        on = config.operations();
    }

    /** @param span null when tracing is off */
    void ended(String requestId, Operation operation, int status, List<GraphQLError> errors, long nanos, Span span) {
        if (!on || !logger.isLoggable(Level.INFO)) {
            return;
        }
        String name = operation.name() == null ? "anonymous" : shortened(operation.name());
        Map<String, String> facts = new HashMap<>(16);
        facts.put("requestId", requestId);
        facts.put("operation", name);
        if (operation.type() != null) {
            facts.put("type", operation.type());
        }
        facts.put("status", Integer.toString(status));
        facts.put("durationMs", BigDecimal.valueOf(nanos / 1000, 3).toString());
        if (!errors.isEmpty()) {
            facts.put("codes", codes(errors));
        }
        if (span != null) {
            facts.put("traceId", span.getSpanContext().getTraceId());
            facts.put("spanId", span.getSpanContext().getSpanId());
        }
        ExtLogRecord line = new ExtLogRecord(Level.INFO, name, ExtLogRecord.FormatStyle.NO_FORMAT,
                OperationLog.class.getName());
        line.setLoggerName(CATEGORY);
        line.setMdc(facts);
        logger.logRaw(line);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** Each code once, in the order of the errors, joined by commas. */
    private static String codes(List<GraphQLError> errors) {
        if (errors.size() == 1) {
            return ErrorCode.of(errors.get(0)).name();
        }
        StringJoiner joined = new StringJoiner(",");
        errors.stream().map(ErrorCode::of).distinct().forEach(code -> joined.add(code.name()));
        return joined.toString();
    }
}
