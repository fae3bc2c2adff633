package com.leadlex.graphql.ops;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** {@code leadlex.*}: what happens between this service and Leadlex. */
@Singleton
class LeadlexMetrics {

    final Counter retries;
    final Counter coalesced;
    final Counter held;
    final Counter rejected;

    private final OutcomeTimers calls;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger openCircuits = new AtomicInteger();

    LeadlexMetrics(MeterRegistry registry) {
        calls = new OutcomeTimers(registry, "leadlex.calls", "Requests sent to Leadlex, each retry counted", Tags.empty());
        retries = counter(registry, "leadlex.retries", "Requests sent to Leadlex again after a failure");
        coalesced = counter(registry, "leadlex.coalesced", "Look-ups that shared a call already in flight");
        held = counter(registry, "leadlex.held", "Look-ups answered without a call while Leadlex limits the key's rate");
        rejected = counter(registry, "leadlex.rejected", "Look-ups refused by this service's own concurrency limit");
        gauge(registry, "leadlex.in.flight", "Requests to Leadlex that are under way", inFlight);
        gauge(registry, "leadlex.circuits.open", "Keys whose circuit breaker is open or half-open", openCircuits);
    }

    void callStarted() {
        inFlight.incrementAndGet();
    }

    void callEnded(ErrorCode failure, long nanos) {
        inFlight.decrementAndGet();
        calls.record(failure, nanos);
    }

    void circuitOpened() {
        openCircuits.incrementAndGet();
    }

    void circuitClosed() {
        openCircuits.decrementAndGet();
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }
}
