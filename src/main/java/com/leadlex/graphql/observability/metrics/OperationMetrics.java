package com.leadlex.graphql.observability.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** {@code facade.operations}: GraphQL operations by name and outcome. */
@Singleton
public class OperationMetrics {

    /** The name of operations that are none of this service's own documents: a client could send any number of names. */
    public static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<String, OutcomeTimers> byName = new ConcurrentHashMap<>();

    public OperationMetrics(MeterRegistry registry) {
        this.registry = registry;
        timers(OTHER);
    }

    /** The names that have series from the start. */
    public void expect(Set<String> known) {
        known.forEach(this::timers);
    }

    /**
     * @param known the operation's name when it is one of this service's own documents, else null
     * @param failure the code of the first error; null when there is none
     */
    public void ended(@Nullable String known, @Nullable ErrorCode failure, long nanos) {
        timers(known == null ? OTHER : known).record(failure, nanos);
    }

    private OutcomeTimers timers(String name) {
        OutcomeTimers timers = byName.get(name);
        return timers != null ? timers
                : byName.computeIfAbsent(name, it -> new OutcomeTimers(registry, "facade.operations",
                        "GraphQL operations from the request's last byte to the answer", Tags.of("operation", it)));
    }
}
