package com.leadlex.graphql.observability;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import com.leadlex.graphql.documents.TrustedDocuments;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.RequestListener;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/** Measures, traces and logs GraphQL requests. */
@Singleton
class OperationObserver implements RequestListener {

    private final OperationMetrics metrics;
    private final Tracing tracing;
    private final OperationLog log;
    private final Set<String> known;

    OperationObserver(OperationMetrics metrics, Tracing tracing, OperationLog log, TrustedDocuments documents) {
        this.metrics = metrics;
        this.tracing = tracing;
        this.log = log;
        known = documents.operationNames();
    }

    @Override
    public Observation started(String requestId, String traceparent) {
        Span span = tracing.operation(traceparent);
        return new Observed(requestId, span, span == null ? traceparent : Tracing.traceparent(span));
    }

    private final class Observed implements Observation {

        private final long start = System.nanoTime();
        private final String requestId;
        /** Null when tracing is off. */
        private final Span span;
        private final String traceparent;

        Observed(String requestId, Span span, String traceparent) {
            this.requestId = requestId;
            this.span = span;
            this.traceparent = traceparent;
        }

        @Override
        public String traceparent() {
            return traceparent;
        }

        @Override
        public void ended(String operation, int status, List<GraphQLError> errors) {
            long nanos = System.nanoTime() - start;
            ErrorCode failure = errors.isEmpty() ? null : ErrorCode.of(errors.get(0));
            String knownName = operation != null && known.contains(operation) ? operation : null;
            metrics.ended(knownName, failure, nanos);
            if (span != null) {
                end(status, knownName, failure);
            }
            log.ended(requestId, operation, status, errors, nanos, span);
        }

        private void end(int status, String knownName, ErrorCode failure) {
            span.setAttribute("facade.request_id", requestId);
            if (knownName != null) {
                span.updateName("GraphQL " + knownName);
                span.setAttribute("graphql.operation.name", knownName);
            }
            Tracing.end(span, status, failure);
        }
    }
}
