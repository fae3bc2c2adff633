package com.leadlex.graphql.observability;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.ErrorCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** A timer for each outcome: {@code success}, or an error code in lower case. Each timer is looked up once and kept. */
final class OutcomeTimers {

    private static final @Nullable ErrorCode SUCCESS = null;
    private static final ErrorCode[] ERROR_CODES = ErrorCode.values();

    /** Upper bounds of the histogram's buckets; the last is the deadline of a look-up. */
    private static final Duration[] BUCKET_BOUNDS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis).toArray(Duration[]::new);

    private final Function<String, Timer> timerFactory;
    private final AtomicReferenceArray<Timer> timersByOutcome = new AtomicReferenceArray<>(ERROR_CODES.length + 1);

    /**
     * @param alertedCodes the failures, beside server faults, that alerts count:
     *        their timers are registered at once, since a counter that starts at 1 shows no increase
     */
    OutcomeTimers(MeterRegistry registry, String metricName, String metricDescription, Tags tags, Set<ErrorCode> alertedCodes) {
        // Two threads that register a timer at once get the same one.
        timerFactory = outcome -> Timer.builder(metricName).description(metricDescription).tags(tags.and("outcome", outcome))
                .serviceLevelObjectives(BUCKET_BOUNDS).register(registry);
        timerOf(SUCCESS);
        for (ErrorCode code : ERROR_CODES) {
            if (code.isServerFault() || alertedCodes.contains(code)) {
                timerOf(code);
            }
        }
    }

    /** @param errorCode null for success */
    void recordDuration(@Nullable ErrorCode errorCode, long durationNanos) {
        timerOf(errorCode).record(durationNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timerOf(@Nullable ErrorCode errorCode) {
        int outcomeIndex = errorCode == null ? ERROR_CODES.length : errorCode.ordinal();
        Timer timer = timersByOutcome.get(outcomeIndex);
        if (timer == null) {
            timer = timerFactory.apply(errorCode == null ? "success" : errorCode.name().toLowerCase(Locale.ROOT));
            timersByOutcome.set(outcomeIndex, timer);
        }
        return timer;
    }
}
