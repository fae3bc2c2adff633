package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;

/** Until when the look-ups of a key are answered without a call. */
final class Hold {

    private volatile long end;
    /** Most keys are never held: then the clock is not asked. */
    private volatile boolean ever;

    /** A shorter one does not shorten it: an answer that was under way may be older than the one that told the longer time. */
    synchronized void set(Duration time) {
        long proposed = System.nanoTime() + time.toNanos();
        if (!ever || proposed - end > 0) {
            end = proposed;
            ever = true;
        }
    }

    /** @return whole seconds until look-ups may be sent again; 0 when they may */
    int seconds() {
        if (!ever) {
            return 0;
        }
        long left = end - System.nanoTime();
        return left <= 0 ? 0 : (int) ((left + 999_999_999L) / 1_000_000_000L);
    }
}
