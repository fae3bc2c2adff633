package com.leadlex.graphql.observability;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.RequestListener;
import com.leadlex.graphql.observability.log.OperationLog;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/** Measures, traces and logs GraphQL requests. */
@Singleton
class OperationObserver implements RequestListener {

    private final OperationMetrics operations;
    private final Tracing tracing;
    private final OperationLog log;
    private final Set<String> known;

    OperationObserver(OperationMetrics operations, Tracing tracing, OperationLog log,
            TrustedDocuments documents) {
        this.operations = operations;
        this.tracing = tracing;
        this.log = log;
        known = documents.operationNames();
        operations.expect(known);
    }

    @Override
    public Observation started(String requestId, @Nullable String traceparent) {
        Span span = tracing.operation(traceparent);
        return new Observed(requestId, span, span == null ? traceparent : Tracing.traceparent(span));
    }

    private final class Observed implements Observation {

        /** The request's last byte: how long a client takes to send it says nothing about this service. */
        private long start = System.nanoTime();
        private final String requestId;
        /** Null when tracing is off. */
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
            @Nullable
            ErrorCode failure = errors.isEmpty() ? null : ErrorCode.of(errors.get(0));
            String knownName = known(operation);
            operations.ended(knownName, failure, nanos);
            operations.answered(status);
            if (span != null) {
                Tracing.operation(span, requestId, operation.type(), knownName);
                Tracing.end(span, status, failure);
            }
            log.ended(requestId, credential, operation, status, errors, nanos, span);
        }

        @Override
        public void abandoned(Operation operation) {
            long nanos = System.nanoTime() - start;
            operations.answered(OperationMetrics.ABANDONED);
            if (span != null) {
                Tracing.operation(span, requestId, operation.type(), known(operation));
                Tracing.abandoned(span);
            }
            log.ended(requestId, credential, operation, OperationMetrics.ABANDONED, List.of(), nanos, span);
        }

        private @Nullable String known(Operation operation) {
            return operation.name() != null && known.contains(operation.name()) ? operation.name() : null;
        }
    }
}
