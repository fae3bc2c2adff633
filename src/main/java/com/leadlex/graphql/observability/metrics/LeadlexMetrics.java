package com.leadlex.graphql.observability.metrics;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** {@code leadlex.*}: what happens between this service and Leadlex. */
@Singleton
public class LeadlexMetrics {

    public final Counter retries;
    public final Counter coalesced;
    public final Counter held;
    public final Counter cached;
    public final Counter stale;

    private final OutcomeTimers calls;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger openCircuits = new AtomicInteger();
    private final AtomicInteger sharedCircuitOpen = new AtomicInteger();

    public LeadlexMetrics(MeterRegistry registry) {
        calls = new OutcomeTimers(registry, "leadlex.calls", "Requests sent to Leadlex, each retry counted", Tags.empty());
        retries = counter(registry, "leadlex.retries", "Requests sent to Leadlex again after a failure");
        coalesced = counter(registry, "leadlex.coalesced", "Look-ups that shared a call already in flight");
        held = counter(registry, "leadlex.held", "Look-ups answered without a call while Leadlex limits the key's rate");
        cached = counter(registry, "leadlex.cached", "Look-ups answered from the cache, without a call");
        stale = counter(registry, "leadlex.stale", "Look-ups answered with the last good answer instead of a failure");
        gauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way", inFlight);
        gauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open", openCircuits);
        gauge(registry, "leadlex.shared.circuit.open", "1 while the circuit breaker of all keys together is open",
                sharedCircuitOpen);
    }

    public void callStarted() {
        inFlight.incrementAndGet();
    }

    public void callEnded(@Nullable ErrorCode failure, long nanos) {
        inFlight.decrementAndGet();
        calls.record(failure, nanos);
    }

    public void circuit(boolean open) {
        openCircuits.addAndGet(open ? 1 : -1);
    }

    public void sharedCircuit(boolean open) {
        sharedCircuitOpen.set(open ? 1 : 0);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }
}
