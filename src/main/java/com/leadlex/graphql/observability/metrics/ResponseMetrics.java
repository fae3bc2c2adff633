package com.leadlex.graphql.observability.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code facade.responses}: answers of {@code /graphql} by HTTP status. Tells data with errors (294, in the edition of 2026)
 * from data without, a request that cannot be run (422) from one that cannot be read (400), and those whose client went away
 * ({@value #ABANDONED}) from all that were answered.
 */
@Singleton
public class ResponseMetrics {

    /** What nginx logs when a client closes its connection before it has its answer. Never sent. */
    public static final int ABANDONED = 499;

    private static final int[] USUAL = { 200, 294, 400, 403, 405, 406, 408, 413, 415, 422, ABANDONED, 500 };

    private final MeterRegistry registry;
    private final AtomicReferenceArray<Counter> byStatus = new AtomicReferenceArray<>(600);

    ResponseMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (int status : USUAL) {
            counter(status); // a series that an alert uses has to be there before its first event
        }
    }

    public void ended(int status) {
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
}
