package com.leadlex.graphql.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Limits a warning to one line a minute: for problems that an operator has to fix, but many requests run into. */
public final class MinutelyWarning {

    private static final long BETWEEN = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** @return true when a warning may be logged now; then false for a minute */
    public boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + BETWEEN);
    }
}
