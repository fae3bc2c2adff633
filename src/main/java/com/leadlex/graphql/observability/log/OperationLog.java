package com.leadlex.graphql.observability.log;

import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;

import jakarta.inject.Singleton;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.GraphQLErrors;
import com.leadlex.graphql.http.RequestListener.Operation;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/**
 * One line an operation, at WARN when the fault is this service's or Leadlex's, else at INFO. Neither the document nor its
 * variables come this far; the only text of a client is the operation's name, which GraphQL limits to letters, digits and
 * underscores.
 */
@Singleton
public class OperationLog {

    public static final String CATEGORY = "com.leadlex.graphql.operations";

    private static final int LONGEST_NAME = 64;

    private final Logger logger = Logger.getLogger(CATEGORY);
    private final boolean on;
    private final boolean fingerprints;

    OperationLog(LogConfig config) {
        on = config.operations();
        fingerprints = config.keyFingerprint();
    }

    /**
     * @param credential null when the request was refused before it was known
     * @param status 499 when the client went away before there was one
     * @param span null when tracing is off
     */
    public void ended(String requestId, @Nullable Credential credential, Operation operation, int status,
            List<GraphQLError> errors,
            long nanos, @Nullable Span span) {
        GraphQLError worst = worst(errors);
        Level level = worst != null && ErrorCode.of(worst).isServerFault() ? Level.WARN : Level.INFO;
        if (!on || !logger.isLoggable(level)) {
            return;
        }
        String name = operation.name() == null ? "anonymous" : shortened(operation.name());
        OperationLine line = new OperationLine(CATEGORY, level, name);
        line.add("requestId", requestId);
        if (fingerprints && credential instanceof Credential.Usable usable) {
            line.add("keyFingerprint", usable.key().fingerprint().prefix());
        }
        line.add("operation", name);
        line.add("type", operation.type());
        line.add("status", status);
        line.add("durationMs", BigDecimal.valueOf(nanos / 1000, 3));
        if (worst != null) {
            line.add("codes", codes(errors));
            addCause(line, GraphQLErrors.failureOf(worst));
        }
        if (span != null) {
            line.add("traceId", span.getSpanContext().getTraceId());
            line.add("spanId", span.getSpanContext().getSpanId());
        }
        logger.logRaw(line);
    }

    /** @param failure what happened on the way to Leadlex, or to the caller's token; null when nothing did */
    private static void addCause(OperationLine line, @Nullable Failure failure) {
        if (failure != null && failure.cause() != null && failure.cause().isOfToken()) {
            line.add("authReason", failure.cause().word());
        } else if (failure != null && failure.cause() != null) {
            line.add("cause", failure.cause().word());
            line.add("upstreamStatus", failure.upstreamStatus());
            line.add("attempts", failure.attempts());
        }
    }

    /** The first error that an operator should see; else the first one. Null when there is none. */
    private static @Nullable GraphQLError worst(List<GraphQLError> errors) {
        for (GraphQLError error : errors) {
            if (ErrorCode.of(error).isServerFault()) {
                return error;
            }
        }
        return errors.isEmpty() ? null : errors.get(0);
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
