package com.leadlex.graphql.observability;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.auth.Jwks;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.Failure.Upstream;
import com.leadlex.graphql.error.MinutelyWarning;
import com.leadlex.graphql.leadlex.LeadlexListener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.opentelemetry.api.trace.Span;

/**
 * Measures ({@code leadlex.*}) and traces requests to Leadlex, observes fetches of the issuer's JWKS,
 * and warns of faults that an operator has to mend: one line a minute for each.
 */
@Singleton
class LeadlexObserver implements LeadlexListener, Jwks.Listener {

    private static final Logger LOG = Logger.getLogger(LeadlexObserver.class);
    /** This many 404s without a code in a row are no coincidence of ids that do not exist. */
    private static final int MIN_SUSPICIOUS_NOT_FOUNDS = 5;

    private final Tracing tracing;
    private final boolean usesOwnKey;
    /** The counter of each event, by its ordinal. */
    private final Counter[] eventCounters;
    private final OutcomeTimers callTimers;
    private final AtomicInteger callsInFlight;
    private final AtomicInteger openCircuits;
    private final AtomicInteger openSharedCircuits;
    private final AtomicInteger jwksOutOfReach;
    private final Counter ownKeyInvalidCounter;
    private final Counter ownKeyForbiddenCounter;
    private final MinutelyWarning keyRefusedWarning = new MinutelyWarning();
    private final MinutelyWarning notLeadlexWarning = new MinutelyWarning();
    /** How many 404s had no error code since Leadlex last sent an activity or a code. */
    private final AtomicInteger notFoundsWithoutCode = new AtomicInteger();

    LeadlexObserver(MeterRegistry registry, Tracing tracing, AuthConfig authConfig) {
        this.tracing = tracing;
        usesOwnKey = authConfig.mode() == AuthConfig.Mode.SERVER;
        eventCounters = Stream.of(Event.values()).map(event -> Counter.builder(event.metric).description(event.description)
                .register(registry)).toArray(Counter[]::new);
        callTimers = new OutcomeTimers(registry, "leadlex.calls", "Requests sent to Leadlex, each retry counted", Tags.empty(),
                Set.of(ErrorCode.NOT_FOUND));
        callsInFlight = registerGauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way");
        openCircuits = registerGauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open");
        openSharedCircuits = registerGauge(registry, "leadlex.shared.circuit.open",
                "1 while the circuit breaker of all keys together is open");
        jwksOutOfReach = registerGauge(registry, "facade.jwks.out.of.reach", "1 while the issuer's JWKS cannot be fetched");
        ownKeyInvalidCounter = ownKeyRefusedCounter(registry, "401");
        ownKeyForbiddenCounter = ownKeyRefusedCounter(registry, "403");
    }

    private static AtomicInteger registerGauge(MeterRegistry registry, String name, String description) {
        AtomicInteger gaugeValue = new AtomicInteger();
        Gauge.builder(name, gaugeValue, AtomicInteger::get).description(description).register(registry);
        return gaugeValue;
    }

    private static Counter ownKeyRefusedCounter(MeterRegistry registry, String status) {
        return Counter.builder("leadlex.own.key.refused").tag("status", status)
                .description("Requests that Leadlex answered with 401 or 403 to the service's own key").register(registry);
    }

    @Override
    public Observation requestStarting(@Nullable String traceparent) {
        callsInFlight.incrementAndGet();
        Span span = tracing.startCallSpan(traceparent);
        return new ObservedCall(span, span == null ? traceparent : Tracing.traceparentOf(span));
    }

    @Override
    public void eventHappened(Event event) {
        eventCounters[event.ordinal()].increment();
    }

    @Override
    public void circuitChanged(boolean isCircuitOpen) {
        openCircuits.addAndGet(isCircuitOpen ? 1 : -1);
    }

    @Override
    public void sharedCircuitChanged(boolean isSharedCircuitOpen) {
        openSharedCircuits.set(isSharedCircuitOpen ? 1 : 0);
        if (isSharedCircuitOpen) {
            LOG.warn("Leadlex fails for many keys: look-ups are answered UPSTREAM_UNAVAILABLE at once until it answers again.");
        } else {
            LOG.info("Leadlex answers again.");
        }
    }

    @Override
    public void fetchEnded(boolean hasSucceeded) {
        jwksOutOfReach.set(hasSucceeded ? 0 : 1);
    }

    private void countRefusal(Upstream upstreamAnswer) {
        int upstreamStatus = upstreamAnswer.status();
        if (upstreamAnswer.code() != null) {
            notFoundsWithoutCode.set(0);
        } else if (upstreamStatus == 404 && notFoundsWithoutCode.incrementAndGet() >= MIN_SUSPICIOUS_NOT_FOUNDS
                && notLeadlexWarning.isDue()) {
            LOG.warn("Leadlex answers each activity with a 404 that has no error code: check that LEADLEX_URL is right.");
        }
        if (usesOwnKey && (upstreamStatus == 401 || upstreamStatus == 403)) {
            (upstreamStatus == 401 ? ownKeyInvalidCounter : ownKeyForbiddenCounter).increment();
            if (keyRefusedWarning.isDue()) {
                LOG.warnf("Leadlex refuses this service's own key (%d): %s", upstreamStatus, upstreamStatus == 401
                        ? "it is wrong, or no longer valid. Set another LEADLEX_API_KEY."
                        : "it may not read activities. Give it the permission activities:read in Leadlex.");
            }
        }
    }

    private final class ObservedCall implements Observation {

        private final long startNanos = System.nanoTime();
        /** The span of the call; null when tracing is off. */
        private final @Nullable Span span;
        private final @Nullable String traceparent;

        ObservedCall(@Nullable Span span, @Nullable String traceparent) {
            this.span = span;
            this.traceparent = traceparent;
        }

        @Override
        public @Nullable String traceparent() {
            return traceparent;
        }

        @Override
        public void requestEnded(ActivityResult result) {
            Failure failure = result instanceof ActivityResult.Failed failedResult ? failedResult.failure() : null;
            ErrorCode errorCode = failure == null ? null : failure.code();
            callsInFlight.decrementAndGet();
            callTimers.recordDuration(errorCode, System.nanoTime() - startNanos);
            if (failure == null) {
                notFoundsWithoutCode.set(0);
            } else if (failure.upstream() != null) {
                countRefusal(failure.upstream());
            }
            if (span != null) {
                Tracing.endSpan(span, failure == null ? Integer.valueOf(200) : failure.upstreamStatus(), errorCode);
            }
        }
    }
}
