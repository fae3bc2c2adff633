package com.leadlex.graphql.observability;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.AuthConfig;
import com.leadlex.graphql.auth.JwksListener;
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
 * Measures ({@code leadlex.*}) and traces requests to Leadlex, observes fetches of the issuer's JWKS, and warns of faults that
 * an operator has to mend: one line a minute for each.
 */
@Singleton
class LeadlexObserver implements LeadlexListener, JwksListener {

    private static final Logger LOG = Logger.getLogger(LeadlexObserver.class);
    /** This many 404s without a code in a row are no coincidence of ids that do not exist. */
    private static final int SUSPICIOUS = 5;

    private final Tracing tracing;
    private final boolean usesOwnKey;
    /** The counter of each event, by its ordinal. */
    private final Counter[] events;
    private final OutcomeTimers calls;
    private final AtomicInteger inFlight;
    private final AtomicInteger openCircuits;
    private final AtomicInteger sharedCircuitOpen;
    private final AtomicInteger jwksOutOfReach;
    private final Counter ownKeyInvalid;
    private final Counter ownKeyForbidden;
    private final MinutelyWarning keyRefused = new MinutelyWarning();
    private final MinutelyWarning notLeadlex = new MinutelyWarning();
    /** How many 404s had no error code since Leadlex last sent an activity or a code. */
    private final AtomicInteger notFoundWithoutCode = new AtomicInteger();

    LeadlexObserver(MeterRegistry registry, Tracing tracing, AuthConfig auth) {
        this.tracing = tracing;
        usesOwnKey = auth.mode() == AuthConfig.Mode.SERVER;
        events = Stream.of(Event.values()).map(event -> Counter.builder(event.metric).description(event.description)
                .register(registry)).toArray(Counter[]::new);
        calls = new OutcomeTimers(registry, "leadlex.calls", "Requests sent to Leadlex, each retry counted", Tags.empty(),
                Set.of(ErrorCode.NOT_FOUND));
        inFlight = gauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way");
        openCircuits = gauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open");
        sharedCircuitOpen = gauge(registry, "leadlex.shared.circuit.open",
                "1 while the circuit breaker of all keys together is open");
        jwksOutOfReach = gauge(registry, "facade.jwks.out.of.reach", "1 while the issuer's JWKS cannot be fetched");
        ownKeyInvalid = ownKeyRefused(registry, "401");
        ownKeyForbidden = ownKeyRefused(registry, "403");
    }

    private static AtomicInteger gauge(MeterRegistry registry, String name, String description) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    private static Counter ownKeyRefused(MeterRegistry registry, String status) {
        return Counter.builder("leadlex.own.key.refused").tag("status", status)
                .description("Requests that Leadlex answered with 401 or 403 to the service's own key").register(registry);
    }

    @Override
    public Observation calling(@Nullable String traceparent) {
        inFlight.incrementAndGet();
        Span span = tracing.call(traceparent);
        return new Observed(span, span == null ? traceparent : Tracing.traceparent(span));
    }

    @Override
    public void happened(Event event) {
        events[event.ordinal()].increment();
    }

    @Override
    public void circuit(boolean open) {
        openCircuits.addAndGet(open ? 1 : -1);
    }

    @Override
    public void sharedCircuit(boolean open) {
        sharedCircuitOpen.set(open ? 1 : 0);
        if (open) {
            LOG.warn("Leadlex fails for many keys: look-ups are answered UPSTREAM_UNAVAILABLE at once until it answers again.");
        } else {
            LOG.info("Leadlex answers again.");
        }
    }

    @Override
    public void fetched(boolean succeeded) {
        jwksOutOfReach.set(succeeded ? 0 : 1);
    }

    private void refused(Upstream upstream) {
        int status = upstream.status();
        if (upstream.code() != null) {
            notFoundWithoutCode.set(0);
        } else if (status == 404 && notFoundWithoutCode.incrementAndGet() >= SUSPICIOUS && notLeadlex.isDue()) {
            LOG.warn("Leadlex answers each activity with a 404 that has no error code: check that LEADLEX_URL is right.");
        }
        if (usesOwnKey && (status == 401 || status == 403)) {
            (status == 401 ? ownKeyInvalid : ownKeyForbidden).increment();
            if (keyRefused.isDue()) {
                LOG.warnf("Leadlex refuses this service's own key (%d): %s", status, status == 401
                        ? "it is wrong, or no longer valid. Set another LEADLEX_API_KEY."
                        : "it may not read activities. Give it the permission activities:read in Leadlex.");
            }
        }
    }

    private final class Observed implements Observation {

        private final long start = System.nanoTime();
        /** The span of the call; null when tracing is off. */
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
            inFlight.decrementAndGet();
            calls.record(code, System.nanoTime() - start);
            if (failure == null) {
                notFoundWithoutCode.set(0);
            } else if (failure.upstream() != null) {
                refused(failure.upstream());
            }
            if (span != null) {
                Tracing.end(span, failure == null ? Integer.valueOf(200) : failure.upstreamStatus(), code);
            }
        }
    }
}
