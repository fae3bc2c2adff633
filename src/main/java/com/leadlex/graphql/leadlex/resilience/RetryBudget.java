package com.leadlex.graphql.leadlex.resilience;

import java.util.function.LongSupplier;

/**
 * How many retries all keys together may have, so that an outage of Leadlex is not amplified: a share of the look-ups of the
 * last ten seconds, and never less than a few a second.
 */
final class RetryBudget {

    private static final int SECONDS = 10;
    private static final long NANOS = 1_000_000_000L;

    private final double share;
    private final int always;
    private final LongSupplier clock;
    private final long[] seconds = new long[SECONDS];
    private final int[] lookups = new int[SECONDS];
    private final int[] retries = new int[SECONDS];

    /**
     * @param share of the look-ups, 0 to 1
     * @param always retries a second that are allowed whatever the share is
     * @param clock nanoseconds
     */
    RetryBudget(double share, int always, LongSupplier clock) {
        this.share = share;
        this.always = always;
        this.clock = clock;
    }

    synchronized void lookedUp() {
        lookups[now()]++;
    }

    /** @return whether one more retry is allowed, which is then counted */
    synchronized boolean take() {
        int now = now();
        long oldest = seconds[now] - SECONDS;
        long allLookups = 0;
        long allRetries = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (seconds[i] > oldest) {
                allLookups += lookups[i];
                allRetries += retries[i];
            }
        }
        if (allRetries >= Math.max(share * allLookups, (double) always * SECONDS)) {
            return false;
        }
        retries[now]++;
        return true;
    }

    /** The index of this second, whose counts are of it alone. */
    private int now() {
        long second = Math.floorDiv(clock.getAsLong(), NANOS);
        int index = Math.floorMod(second, SECONDS);
        if (seconds[index] != second) {
            seconds[index] = second;
            lookups[index] = 0;
            retries[index] = 0;
        }
        return index;
    }
}
