package com.leadlex.graphql.error;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** For what an operator has to mend: one line a minute says so, however many requests meet it. */
public final class MinutelyWarning {

    private static final long BETWEEN = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** @return whether to warn now; then not again for a minute */
    public boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + BETWEEN);
    }
}
