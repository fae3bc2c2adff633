package com.leadlex.graphql.observability;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** {@code leadlex.*}: what happens between this service and Leadlex; and whether the issuer's JWKS can be fetched. */
@Singleton
class LeadlexMetrics {

    final Counter retries;
    final Counter coalesced;
    final Counter held;
    final Counter cached;
    final Counter stale;

    private final OutcomeTimers calls;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger openCircuits = new AtomicInteger();
    private final AtomicInteger sharedCircuitOpen = new AtomicInteger();
    private final AtomicInteger jwksOutOfReach = new AtomicInteger();
    private final Counter ownKeyInvalid;
    private final Counter ownKeyForbidden;

    LeadlexMetrics(MeterRegistry registry) {
        calls = new OutcomeTimers(registry, "leadlex.calls", "Requests sent to Leadlex, each retry counted", Tags.empty(),
                Set.of());
        retries = counter(registry, "leadlex.retries", "Requests sent to Leadlex again after a failure");
        coalesced = counter(registry, "leadlex.coalesced", "Look-ups that shared a call already in flight");
        held = counter(registry, "leadlex.held", "Look-ups answered without a call while Leadlex limits the key's rate");
        cached = counter(registry, "leadlex.cached", "Look-ups answered from the cache, without a call");
        stale = counter(registry, "leadlex.stale", "Look-ups answered with the last good answer instead of a failure");
        gauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way", inFlight);
        gauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open", openCircuits);
        gauge(registry, "leadlex.shared.circuit.open", "1 while the circuit breaker of all keys together is open",
                sharedCircuitOpen);
        ownKeyInvalid = ownKeyRefused(registry, 401);
        ownKeyForbidden = ownKeyRefused(registry, 403);
        gauge(registry, "facade.jwks.out.of.reach", "1 while the issuer's JWKS cannot be fetched", jwksOutOfReach);
    }

    void callStarted() {
        inFlight.incrementAndGet();
    }

    void callEnded(@Nullable ErrorCode failure, long nanos) {
        inFlight.decrementAndGet();
        calls.record(failure, nanos);
    }

    void circuit(boolean open) {
        openCircuits.addAndGet(open ? 1 : -1);
    }

    void sharedCircuit(boolean open) {
        sharedCircuitOpen.set(open ? 1 : 0);
    }

    /** @param status 401 or 403 */
    void ownKeyRefused(int status) {
        (status == 401 ? ownKeyInvalid : ownKeyForbidden).increment();
    }

    void jwks(boolean outOfReach) {
        jwksOutOfReach.set(outOfReach ? 1 : 0);
    }

    private static Counter ownKeyRefused(MeterRegistry registry, int status) {
        return Counter.builder("leadlex.own.key.refused").tag("status", Integer.toString(status))
                .description("Requests that Leadlex answered with 401 or 403 to the service's own key").register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }
}
