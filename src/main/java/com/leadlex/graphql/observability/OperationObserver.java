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
    private static final int ABANDONED = 499;

    /** The outcomes of the alerts on requests that cannot be read or run and on callers that are refused. */
    private static final Set<ErrorCode> ALERTED = EnumSet.of(ErrorCode.BAD_REQUEST, ErrorCode.GRAPHQL_PARSE_FAILED,
            ErrorCode.GRAPHQL_VALIDATION_FAILED, ErrorCode.OPERATION_RESOLUTION_FAILURE, ErrorCode.OPERATION_TOO_COMPLEX,
            ErrorCode.BAD_USER_INPUT, ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN);
    private static final int[] STATUSES = { 200, 294, 400, 403, 405, 406, 408, 413, 415, 422, ABANDONED, 500 };

    private final Tracing tracing;
    private final OperationLog log;
    /** By operation names of this service's own documents: clients could send any number of other names. */
    private final Map<String, OutcomeTimers> byName = new HashMap<>();
    private final OutcomeTimers others;
    private final Counter[] byStatus = new Counter[600];

    OperationObserver(MeterRegistry registry, Tracing tracing, OperationLog log, TrustedDocuments documents) {
        this.tracing = tracing;
        this.log = log;
        // An alert needs its series to exist before the first event.
        others = timers("other", registry);
        documents.operationNames().forEach(name -> byName.put(name, timers(name, registry)));
        for (int status : STATUSES) {
            byStatus[status] = Counter.builder("facade.responses").tag("status", Integer.toString(status))
                    .description("Answers of /graphql by HTTP status; 499 is a client that went away before there was one")
                    .register(registry);
        }
    }

    private static OutcomeTimers timers(String name, MeterRegistry registry) {
        return new OutcomeTimers(registry, "facade.operations", "GraphQL operations from the request's last byte to the answer",
                Tags.of("operation", name), ALERTED);
    }

    @Override
    public Observation started(String requestId, @Nullable String traceparent) {
        Span span = tracing.operation(traceparent);
        return new Observed(requestId, span, span == null ? traceparent : Tracing.traceparent(span));
    }

    private final class Observed implements Observation {

        /** When the request's last byte came: how long a client takes to send it says nothing about this service. */
        private long start = System.nanoTime();
        private final String requestId;
        /** The span of the operation; null when tracing is off. */
        private final @Nullable Span span;
        private final @Nullable String traceparent;
        private @Nullable Credential credential;

        Observed(String requestId, @Nullable Span span, @Nullable String traceparent) {
            this.requestId = requestId;
            this.span = span;
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String traceparent() {
            return traceparent;
        }

        @Override
        public void received() {
            start = System.nanoTime();
        }

        @Override
        public void identified(Credential found) {
            credential = found;
        }

        @Override
        public void ended(Operation operation, int status, List<GraphQLError> errors) {
            long nanos = System.nanoTime() - start;
            ErrorCode failure = errors.isEmpty() ? null : ErrorCode.of(errors.get(0));
            OutcomeTimers ofName = operation.name() == null ? null : byName.get(operation.name());
            if (status != ABANDONED) {
                (ofName == null ? others : ofName).record(failure, nanos);
            }
            byStatus[status].increment();
            if (span != null) {
                Tracing.name(span, requestId, operation.type(), ofName == null ? null : operation.name());
                if (status == ABANDONED) {
                    Tracing.abandoned(span);
                } else {
                    Tracing.end(span, status, failure);
                }
            }
            log.ended(requestId, credential, operation, status, errors, nanos, span);
        }

        @Override
        public void abandoned(Operation operation) {
            ended(operation, ABANDONED, List.of());
        }
    }
}
