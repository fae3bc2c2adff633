package com.leadlex.graphql.observability.listeners;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.observability.metrics.IdentityMetrics;
import com.leadlex.graphql.observability.metrics.LeadlexMetrics;
import com.leadlex.graphql.observability.tracing.Tracing;

import io.opentelemetry.api.trace.Span;

/** Measures and traces the requests to Leadlex. */
@Singleton
public class LeadlexObserver implements LeadlexListener {

    private static final Logger LOG = Logger.getLogger(LeadlexObserver.class);

    private final LeadlexMetrics metrics;
    private final IdentityMetrics identity;
    private final Tracing tracing;

    LeadlexObserver(LeadlexMetrics metrics, IdentityMetrics identity, Tracing tracing) {
        this.metrics = metrics;
        this.identity = identity;
        this.tracing = tracing;
    }

    @Override
    public Observation calling(@Nullable String traceparent) {
        metrics.callStarted();
        Span span = tracing.call(traceparent);
        return new Observed(span, span == null ? traceparent : Tracing.traceparent(span));
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
    public void cached() {
        metrics.cached.increment();
    }

    @Override
    public void stale() {
        metrics.stale.increment();
    }

    @Override
    public void circuit(boolean open) {
        metrics.circuit(open);
    }

    @Override
    public void sharedCircuit(boolean open) {
        metrics.sharedCircuit(open);
        if (open) {
            LOG.warn("Leadlex fails for many keys: look-ups are answered UPSTREAM_UNAVAILABLE at once until it answers again.");
        } else {
            LOG.info("Leadlex answers again.");
        }
    }

    private final class Observed implements Observation {

        private final long start = System.nanoTime();
        /** Null when tracing is off. */
        private final @Nullable Span span;
        private final @Nullable String traceparent;

        Observed(@Nullable Span span, @Nullable String traceparent) {
            this.span = span;
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String traceparent() {
            return traceparent;
        }

        @Override
        public void ended(ActivityResult result) {
            Failure failure = result instanceof ActivityResult.Failed failed ? failed.failure() : null;
            ErrorCode code = failure == null ? null : failure.code();
            metrics.callEnded(code, System.nanoTime() - start);
            if (failure != null && failure.upstreamStatus() != null) {
                identity.answered(failure.upstreamStatus());
            }
            if (span != null) {
                Integer status = failure == null ? Integer.valueOf(200) : failure.upstreamStatus();
                Tracing.end(span, status == null ? 0 : status, code);
            }
        }
    }
}
