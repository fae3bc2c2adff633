package com.leadlex.graphql.observability;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.leadlex.LeadlexListener.Event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** {@code leadlex.*}: what happens between this service and Leadlex; and whether the issuer's JWKS can be fetched. */
@Singleton
class LeadlexMetrics {

    /** By ordinal. */
    private final Counter[] events;
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
        events = Arrays.stream(Event.values())
                .map(it -> Counter.builder(it.metric).description(it.description).register(registry)).toArray(Counter[]::new);
        gauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way", inFlight);
        gauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open", openCircuits);
        gauge(registry, "leadlex.shared.circuit.open", "1 while the circuit breaker of all keys together is open",
                sharedCircuitOpen);
        ownKeyInvalid = ownKeyRefused(registry, 401);
        ownKeyForbidden = ownKeyRefused(registry, 403);
        gauge(registry, "facade.jwks.out.of.reach", "1 while the issuer's JWKS cannot be fetched", jwksOutOfReach);
    }

    void count(Event event) {
        events[event.ordinal()].increment();
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

    private static void gauge(MeterRegistry registry, String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }
}
