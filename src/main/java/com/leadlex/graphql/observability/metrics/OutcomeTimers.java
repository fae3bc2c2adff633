package com.leadlex.graphql.observability.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * One timer an outcome: {@code success}, or an error code in lower case. Each is looked up once and kept. Those that an alert
 * may ask for are there from the start: a counter that is born at 1 has no increase.
 */
final class OutcomeTimers {

    private static final ErrorCode[] CODES = ErrorCode.values();

    /** Upper bounds of the histogram's buckets; the last is the deadline of a look-up. */
    private static final Duration[] BUCKETS = { Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5), Duration.ofSeconds(10) };

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final Tags tags;
    private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(CODES.length + 1);

    OutcomeTimers(MeterRegistry registry, String name, String description, Tags tags) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.tags = tags;
        timer(null);
        for (ErrorCode code : CODES) {
            if (code.isServerFault()) {
                timer(code);
            }
        }
    }

    /** @param failure null for success */
    void record(@Nullable ErrorCode failure, long nanos) {
        timer(failure).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(@Nullable ErrorCode failure) {
        int index = failure == null ? CODES.length : failure.ordinal();
        Timer timer = timers.get(index);
        if (timer == null) {
            timer = register(failure == null ? "success" : failure.name().toLowerCase(Locale.ROOT));
            timers.set(index, timer);
        }
        return timer;
    }

    /** Asked twice at once, the registry gives the same timer twice. */
    private Timer register(String outcome) {
        return Timer.builder(name).description(description).tags(tags.and("outcome", outcome)).serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
