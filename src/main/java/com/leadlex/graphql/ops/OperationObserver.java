package com.leadlex.graphql.ops;

import java.util.List;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.http.RequestListener;

import graphql.GraphQLError;
import io.opentelemetry.api.trace.Span;

/** Measures, traces and logs GraphQL requests. */
@Singleton
public class OperationObserver implements RequestListener {

    private final OperationMetrics metrics;
    private final Tracing tracing;
    private final OperationLog log;

    OperationObserver(OperationMetrics metrics, Tracing tracing, OperationLog log) {
        this.metrics = metrics;
        this.tracing = tracing;
        this.log = log;
    }

    @Override
    public Exchange started(String requestId, String traceparent, String tracestate) {
        return new Observed(requestId, traceparent, tracing.operation(traceparent, tracestate));
    }

    private final class Observed implements Exchange {

        private final long start = System.nanoTime();
        private final String requestId;
        private final String traceparent;
        private final Span span;

        Observed(String requestId, String traceparent, Span span) {
            this.requestId = requestId;
            this.traceparent = span == null ? traceparent : Tracing.traceparent(span);
            this.span = span;
        }

        @Override
        public String traceparent() {
            return traceparent;
        }

        @Override
        public void ended(int status, String operation, boolean known, List<GraphQLError> errors) {
            long nanos = System.nanoTime() - start;
            ErrorCode failure = errors.isEmpty() ? null : ErrorCodes.of(errors.get(0));
            String knownName = known ? operation : null;
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
