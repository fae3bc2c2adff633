package com.leadlex.graphql.observability;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.RequestListener;

import graphql.GraphQLError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.trace.Span;

/**
 * Measures, traces and logs GraphQL requests. {@code facade.operations}: operations by name and outcome.
 * {@code facade.responses}: answers of {@code /graphql} by HTTP status.
 */
@Singleton
class OperationObserver implements RequestListener {

    /** The status of a client that went away before its answer, as nginx logs it; never sent. */
    private static final int ABANDONED_STATUS = 499;

    /** The outcomes of the alerts on requests that cannot be read or run and on callers that are refused. */
    private static final Set<ErrorCode> ALERTED_CODES = EnumSet.of(ErrorCode.BAD_REQUEST, ErrorCode.GRAPHQL_PARSE_FAILED,
            ErrorCode.GRAPHQL_VALIDATION_FAILED, ErrorCode.OPERATION_RESOLUTION_FAILURE, ErrorCode.OPERATION_TOO_COMPLEX,
            ErrorCode.BAD_USER_INPUT, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN);
    private static final int MAX_STATUS = 599;
    private static final int[] RESPONSE_STATUSES = { 200, 294, 400, 403, 405, 406, 408, 413, 415, 422, ABANDONED_STATUS, 500 };

    private final Tracing tracing;
    private final OperationLog operationLog;
    /** The timers by operation names of this service's own documents: clients could send any number of other names. */
    private final Map<String, OutcomeTimers> timersByName = new HashMap<>();
    private final OutcomeTimers timersOfOtherNames;
    private final Counter[] countersByStatus = new Counter[MAX_STATUS + 1];

    OperationObserver(MeterRegistry registry, Tracing tracing, OperationLog operationLog, TrustedDocuments documents) {
        this.tracing = tracing;
        this.operationLog = operationLog;
        // Registers the meters now: an alert needs their time series to exist before the first event.
        timersOfOtherNames = registerTimers("other", registry);
        documents.operationNames().forEach(name -> timersByName.put(name, registerTimers(name, registry)));
        for (int status : RESPONSE_STATUSES) {
            countersByStatus[status] = Counter.builder("facade.responses").tag("status", Integer.toString(status))
                    .description("Answers of /graphql by HTTP status; 499 is a client that went away before there was one")
                    .register(registry);
        }
    }

    private static OutcomeTimers registerTimers(String name, MeterRegistry registry) {
        return new OutcomeTimers(registry, "facade.operations", "GraphQL operations from the request's last byte to the answer",
                Tags.of("operation", name), ALERTED_CODES);
    }

    @Override
    public Observation requestStarted(String requestId, @Nullable String traceparent) {
        Span span = tracing.startOperationSpan(traceparent);
        return new ObservedRequest(requestId, span, span == null ? traceparent : Tracing.traceparentOf(span));
    }

    private final class ObservedRequest implements Observation {

        /** When the request's last byte came: how long a client takes to send it says nothing about this service. */
        private long startNanos = System.nanoTime();
        private final String requestId;
        /** The span of the operation; null when tracing is off. */
        private final @Nullable Span span;
        private final @Nullable String traceparent;
        private @Nullable Credential credential;

        ObservedRequest(String requestId, @Nullable Span span, @Nullable String traceparent) {
            this.requestId = requestId;
            this.span = span;
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String traceparent() {
            return traceparent;
        }

        @Override
        public void bodyReceived() {
            startNanos = System.nanoTime();
        }

        @Override
        public void callerIdentified(Credential foundCredential) {
            credential = foundCredential;
        }

        @Override
        public void requestEnded(Operation operation, int status, List<GraphQLError> errors) {
            long durationNanos = System.nanoTime() - startNanos;
            ErrorCode errorCode = errors.isEmpty() ? null : ErrorCode.of(errors.get(0));
            OutcomeTimers timersOfOperation = operation.name() == null ? null : timersByName.get(operation.name());
            if (status != ABANDONED_STATUS) {
                (timersOfOperation == null ? timersOfOtherNames : timersOfOperation).recordDuration(errorCode, durationNanos);
            }
            countersByStatus[status].increment();
            if (span != null) {
                Tracing.nameSpan(span, requestId, operation.type(), timersOfOperation == null ? null : operation.name());
                if (status == ABANDONED_STATUS) {
                    Tracing.endAbandonedSpan(span);
                } else {
                    Tracing.endSpan(span, status, errorCode);
                }
            }
            operationLog.logOperation(requestId, credential, operation, status, errors, durationNanos, span);
        }

        @Override
        public void requestAbandoned(Operation operation) {
            requestEnded(operation, ABANDONED_STATUS, List.of());
        }
    }
}
