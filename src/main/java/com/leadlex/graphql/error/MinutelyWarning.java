package com.leadlex.graphql.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Limits a warning to one line a minute: for problems that many requests meet, and an operator has to fix. */
public final class MinutelyWarning {

    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong nextDueNanos = new AtomicLong(System.nanoTime());

    /** @return true when a warning may be logged now; afterwards false for a minute */
    public boolean isDue() {
        long nowNanos = System.nanoTime();
        long dueNanos = nextDueNanos.get();
        return nowNanos - dueNanos >= 0 && nextDueNanos.compareAndSet(dueNanos, nowNanos + INTERVAL_NANOS);
    }
}
