package com.leadlex.graphql.observability;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * {@code facade.operations}: GraphQL operations by name and outcome. {@code facade.responses}: answers of {@code /graphql} by
 * HTTP status, of which {@value #ABANDONED} is a client that went away before there was one.
 */
@Singleton
class OperationMetrics {

    /** The name of operations that are none of this service's own documents: a client could send any number of names. */
    static final String OTHER = "other";
    /** What nginx logs when a client closes its connection before it has its answer. Never sent. */
    static final int ABANDONED = 499;

    /** The alert on requests that cannot be read or run goes by these. */
    private static final Set<ErrorCode> NOT_RUN = EnumSet.of(ErrorCode.BAD_REQUEST, ErrorCode.GRAPHQL_PARSE_FAILED,
            ErrorCode.GRAPHQL_VALIDATION_FAILED, ErrorCode.OPERATION_RESOLUTION_FAILURE, ErrorCode.OPERATION_TOO_COMPLEX,
            ErrorCode.BAD_USER_INPUT);
    private static final int[] USUAL = { 200, 294, 400, 403, 405, 406, 408, 413, 415, 422, ABANDONED, 500 };

    private final MeterRegistry registry;
    private final Map<String, OutcomeTimers> byName = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Counter> byStatus = new AtomicReferenceArray<>(600);

    OperationMetrics(MeterRegistry registry) {
        this.registry = registry;
        timers(OTHER);
        // A series that an alert uses has to be there before its first event.
        for (int status : USUAL) {
            counter(status);
        }
    }

    /** The names that have series from the start. */
    void expect(Set<String> known) {
        known.forEach(this::timers);
    }

    /**
     * @param known the operation's name when it is one of this service's own documents, else null
     * @param failure the code of the first error; null when there is none
     */
    void ended(@Nullable String known, @Nullable ErrorCode failure, long nanos) {
        timers(known == null ? OTHER : known).record(failure, nanos);
    }

    void answered(int status) {
        counter(status).increment();
    }

    private Counter counter(int status) {
        Counter counter = byStatus.get(status);
        if (counter == null) {
            counter = Counter.builder("facade.responses").description("Answers of /graphql by HTTP status; 499 is a client that"
                    + " went away before there was one").tag("status", Integer.toString(status)).register(registry);
            byStatus.set(status, counter);
        }
        return counter;
    }

    private OutcomeTimers timers(String name) {
        OutcomeTimers timers = byName.get(name);
        return timers != null ? timers
                : byName.computeIfAbsent(name, it -> new OutcomeTimers(registry, "facade.operations",
                        "GraphQL operations from the request's last byte to the answer", Tags.of("operation", it), NOT_RUN));
    }
}
