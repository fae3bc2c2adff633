package com.leadlex.graphql.leadlex.resilience;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;

/**
 * The circuit breaker and the retry budget of all keys together. The circuit opens when enough of the last attempts failed and
 * the failures come from several keys, so that one tenant's own trouble touches nobody else.
 */
@Singleton
public class SharedOutageGuard {

    private final LeadlexConfig.SharedCircuit config;
    private final RetryBudget retries;
    private final LongSupplier clock;
    private final Consumer<Boolean> onChange;
    /** A ring of the last attempts: the key of one that failed, null for one that was answered. */
    private final ApiKey.@Nullable Fingerprint[] failed;
    private long made;
    private volatile boolean open;
    private long nextProbe;

    @Inject
    public SharedOutageGuard(LeadlexConfig config, LeadlexListener listener) {
        this(config.sharedCircuit(), new RetryBudget(config.retry().budget(), config.retry().budgetFloor(), System::nanoTime),
                System::nanoTime, listener::sharedCircuit);
    }

    /**
     * @param clock nanoseconds
     * @param onChange receives true when the circuit opens, false when it closes
     */
    SharedOutageGuard(LeadlexConfig.SharedCircuit config, RetryBudget retries, LongSupplier clock,
            Consumer<Boolean> onChange) {
        this.config = config;
        this.retries = retries;
        this.clock = clock;
        this.onChange = onChange;
        failed = new ApiKey.Fingerprint[config.window()];
    }

    boolean isOpen() {
        return open;
    }

    /** @return true when a look-up may be sent, which is then counted; while the circuit is open, only a probe may */
    public boolean admits() {
        boolean admitted = !open || isProbeDue();
        if (admitted) {
            retries.countLookup();
        }
        return admitted;
    }

    private synchronized boolean isProbeDue() {
        long now = clock.getAsLong();
        boolean due = now - nextProbe >= 0;
        if (due) {
            nextProbe = now + config.probe().toNanos();
        }
        return due;
    }

    /** Seconds between probes, one of which may close the circuit. */
    public int retryAfterSeconds() {
        return (int) Math.max(1, config.probe().toSeconds());
    }

    /** Called when Leadlex answered an attempt, a 4xx included. */
    public synchronized void answered() {
        record(null);
        if (open) {
            open = false;
            made = 0;
            Arrays.fill(failed, null);
            onChange.accept(false);
        }
    }

    /**
     * Called when an attempt failed for a reason that may have nothing to do with its key.
     *
     * @return with {@link FailedAttempt#mayBeFollowed()} only where another attempt can help and the budget allows it; Leadlex
     *         may ask for a longer wait than a look-up has time for
     */
    public FailedAttempt failed(ApiKey.Fingerprint key, Failure failure) {
        countFailure(key);
        Integer wait = failure.retryAfterSeconds();
        return new FailedAttempt(failure, (wait == null || wait == 0) && !open && retries.take());
    }

    private synchronized void countFailure(ApiKey.Fingerprint key) {
        record(key);
        if (!open && made >= failed.length && isOutage()) {
            open = true;
            nextProbe = clock.getAsLong() + config.probe().toNanos();
            onChange.accept(true);
        }
    }

    private void record(ApiKey.@Nullable Fingerprint key) {
        failed[(int) (made++ % failed.length)] = key;
    }

    private boolean isOutage() {
        List<ApiKey.Fingerprint> keys = Arrays.stream(failed).filter(Objects::nonNull).toList();
        return keys.size() >= config.window() * config.failureRatio()
                && keys.stream().distinct().limit(config.keys()).count() == config.keys();
    }

    /**
     * Limits the retries of all keys together, so that an outage is not amplified: to a share of the look-ups of the last ten
     * seconds, and never to less than a few a second.
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
         * @param floor retries a second that are always allowed
         * @param clock nanoseconds
         */
        RetryBudget(double share, int floor, LongSupplier clock) {
            this.share = share;
            this.floor = floor;
            this.clock = clock;
        }

        synchronized void countLookup() {
            lookups[now()]++;
        }

        /** @return true when one more retry is allowed, which is then counted */
        synchronized boolean take() {
            int now = now();
            long recentLookups = 0;
            long recentRetries = 0;
            for (int i = 0; i < SECONDS; i++) {
                if (seconds[i] > seconds[now] - SECONDS) {
                    recentLookups += lookups[i];
                    recentRetries += retries[i];
                }
            }
            boolean allowed = recentRetries < Math.max(share * recentLookups, (double) floor * SECONDS);
            retries[now] += allowed ? 1 : 0;
            return allowed;
        }

        /** The index of the current second, whose counts are reset when it begins. */
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
