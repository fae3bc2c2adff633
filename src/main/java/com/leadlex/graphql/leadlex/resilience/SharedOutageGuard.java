package com.leadlex.graphql.leadlex.resilience;

import java.util.function.LongSupplier;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;

/**
 * Guards against an outage of Leadlex for all keys together: no look-up is sent then, and few attempts are followed by another.
 */
@Singleton
public class SharedOutageGuard {

    private final SharedCircuit circuit;
    private final RetryBudget budget;

    public SharedOutageGuard(LeadlexConfig config, LeadlexListener listener) {
        circuit = new SharedCircuit(config.sharedCircuit(), System::nanoTime, listener::sharedCircuit);
        budget = new RetryBudget(config.retry().budget(), config.retry().budgetFloor(), System::nanoTime);
    }

    /** @return whether a look-up may be sent, which is then counted */
    public boolean admits() {
        boolean admitted = circuit.admits();
        if (admitted) {
            budget.lookedUp();
        }
        return admitted;
    }

    public int retryAfterSeconds() {
        return circuit.retryAfterSeconds();
    }

    /** An attempt was answered, be it with a 4xx. */
    public void answered() {
        circuit.succeeded();
    }

    /**
     * An attempt failed in a way that may have nothing to do with its key.
     *
     * @return with {@link FailedAttempt#mayBeFollowed()} only where another attempt can help and can be afforded; Leadlex may
     *         say itself to wait for longer than a look-up can
     */
    public FailedAttempt failed(ApiKey.Fingerprint key, Failure failure) {
        circuit.failed(key);
        Integer wait = failure.retryAfterSeconds();
        boolean followed = (wait == null || wait == 0) && !circuit.isOpen() && budget.take();
        return new FailedAttempt(failure, followed);
    }

    /**
     * How many retries all keys together may have, so that an outage is not amplified: a share of the look-ups of the last ten
     * seconds, and never less than a few a second.
     */
    static final class RetryBudget {

        private static final int SECONDS = 10;
        private static final long NANOS = 1_000_000_000L;

        private final double share;
        private final int floor;
        private final LongSupplier clock;
        private final long[] seconds = new long[SECONDS];
        private final int[] lookups = new int[SECONDS];
        private final int[] retries = new int[SECONDS];

        /**
         * @param share of the look-ups, 0 to 1
         * @param floor retries a second that are allowed whatever the share is
         * @param clock nanoseconds
         */
        RetryBudget(double share, int floor, LongSupplier clock) {
            this.share = share;
            this.floor = floor;
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
            if (allRetries >= Math.max(share * allLookups, (double) floor * SECONDS)) {
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
}
