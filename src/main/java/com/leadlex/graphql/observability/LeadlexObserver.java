package com.leadlex.graphql.observability;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.auth.JwksListener;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.MinutelyWarning;
import com.leadlex.graphql.error.Upstream;
import com.leadlex.graphql.leadlex.LeadlexListener;

import io.opentelemetry.api.trace.Span;

/**
 * Measures and traces the requests to Leadlex and to the issuer of JWTs, and warns of what an operator has to mend: in one
 * line a minute, however many requests meet it.
 */
@Singleton
class LeadlexObserver implements LeadlexListener, JwksListener {

    private static final Logger LOG = Logger.getLogger(LeadlexObserver.class);
    /** So many in a row are no coincidence of ids that do not exist. */
    private static final int STRANGE = 5;

    private final LeadlexMetrics metrics;
    private final Tracing tracing;
    private final boolean ownKey;
    private final MinutelyWarning keyRefused = new MinutelyWarning();
    private final MinutelyWarning notLeadlex = new MinutelyWarning();
    /** Since Leadlex last answered as Leadlex does. */
    private final AtomicInteger strangeNotFound = new AtomicInteger();

    LeadlexObserver(LeadlexMetrics metrics, Tracing tracing, AuthConfig auth) {
        this.metrics = metrics;
        this.tracing = tracing;
        ownKey = auth.mode() == AuthConfig.Mode.SERVER;
    }

    @Override
    public Observation calling(@Nullable String traceparent) {
        metrics.callStarted();
        Span span = tracing.call(traceparent);
        return new Observed(span, span == null ? traceparent : Tracing.traceparent(span));
    }

    @Override
    public void happened(Event event) {
        metrics.count(event);
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

    @Override
    public void fetched(boolean had) {
        metrics.jwks(!had);
    }

    private void answered(Upstream upstream) {
        if (upstream.status() == 404 && upstream.code() == null) {
            if (strangeNotFound.incrementAndGet() >= STRANGE && notLeadlex.isDue()) {
                LOG.warn(
                        "Every activity is answered with a 404 that has no error code of Leadlex's: see that LEADLEX_URL is right.");
            }
        } else if (upstream.code() != null) {
            strangeNotFound.set(0);
        }
        if (ownKey && (upstream.status() == 401 || upstream.status() == 403)) {
            metrics.ownKeyRefused(upstream.status());
            if (keyRefused.isDue()) {
                LOG.warnf("Leadlex refuses this service's own key (%d): %s", upstream.status(), upstream.status() == 401
                        ? "it is wrong, or no longer valid. Set another LEADLEX_API_KEY."
                        : "it may not read activities. Give it the permission activities:read in Leadlex.");
            }
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
            if (failure == null) {
                strangeNotFound.set(0);
            } else if (failure.upstream() != null) {
                answered(failure.upstream());
            }
            if (span != null) {
                Integer status = failure == null ? Integer.valueOf(200) : failure.upstreamStatus();
                Tracing.end(span, status == null ? 0 : status, code);
            }
        }
    }
}
