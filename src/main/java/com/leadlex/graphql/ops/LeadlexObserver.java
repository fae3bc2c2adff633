package com.leadlex.graphql.ops;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.leadlex.LeadlexListener;

import io.opentelemetry.api.trace.Span;

/** Measures and traces the requests to Leadlex. */
@Singleton
public class LeadlexObserver implements LeadlexListener {

    private final LeadlexMetrics metrics;
    private final Tracing tracing;

    LeadlexObserver(LeadlexMetrics metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public Attempt attempt(String traceparent) {
        metrics.callStarted();
        return new Observed(traceparent, tracing.attempt(traceparent));
    }

    @Override
    public void retried() {
        metrics.retries.increment();
    }

    @Override
    public void coalesced() {
        metrics.coalesced.increment();
    }

    @Override
    public void held() {
        metrics.held.increment();
    }

    @Override
    public void rejected() {
        metrics.rejected.increment();
    }

    @Override
    public void circuitOpened() {
        metrics.circuitOpened();
    }

    @Override
    public void circuitClosed() {
        metrics.circuitClosed();
    }

    private final class Observed implements Attempt {

        private final long start = System.nanoTime();
        private final String traceparent;
        private final Span span;

        Observed(String traceparent, Span span) {
            this.traceparent = span == null ? traceparent : Tracing.traceparent(span);
            this.span = span;
        }

        @Override
        public String traceparent() {
            return traceparent;
        }

        @Override
        public void ended(int status, ErrorCode failure) {
            metrics.callEnded(failure, System.nanoTime() - start);
            if (span != null) {
                Tracing.end(span, status, failure);
            }
        }
    }
}
