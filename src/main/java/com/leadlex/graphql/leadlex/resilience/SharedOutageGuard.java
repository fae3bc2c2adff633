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
 * The circuit breaker and the retry budget of all keys together. The circuit opens when enough of the last attempts failed
 * and the failures come from several keys, so that one tenant's own trouble touches nobody else.
 */
@Singleton
public class SharedOutageGuard {

    /** Stands for the key of an attempt that was answered. */
    private static final ApiKey.@Nullable Fingerprint ANSWERED = null;

    private final LeadlexConfig.SharedCircuit config;
    private final RetryBudget retryBudget;
    private final LongSupplier nanoClock;
    private final Consumer<Boolean> onCircuitChange;
    /** A ring of the last attempts: the key of a failed attempt, null for an answered attempt. */
    private final ApiKey.@Nullable Fingerprint[] failedKeysOfAttempts;
    private long attemptCount;
    private volatile boolean isOpen;
    private long nextProbeNanos;

    @Inject
    public SharedOutageGuard(LeadlexConfig config, LeadlexListener listener) {
        this(config.sharedCircuit(), new RetryBudget(config.retry().budget(), config.retry().budgetFloor(), System::nanoTime),
                System::nanoTime, listener::sharedCircuitChanged);
    }

    /**
     * @param nanoClock gives nanoseconds
     * @param onCircuitChange receives true when the circuit opens, false when it closes
     */
    SharedOutageGuard(LeadlexConfig.SharedCircuit config, RetryBudget retryBudget, LongSupplier nanoClock,
            Consumer<Boolean> onCircuitChange) {
        this.config = config;
        this.retryBudget = retryBudget;
        this.nanoClock = nanoClock;
        this.onCircuitChange = onCircuitChange;
        failedKeysOfAttempts = new ApiKey.Fingerprint[config.window()];
    }

    boolean isOpen() {
        return isOpen;
    }

    /** @return true when a look-up may be sent, which is then counted; while the circuit is open, only probes may be sent */
    public boolean admitLookup() {
        boolean isAdmitted = !isOpen || isProbeDue();
        if (isAdmitted) {
            retryBudget.countLookup();
        }
        return isAdmitted;
    }

    private synchronized boolean isProbeDue() {
        long nowNanos = nanoClock.getAsLong();
        boolean isDue = nowNanos - nextProbeNanos >= 0;
        if (isDue) {
            nextProbeNanos = nowNanos + config.probe().toNanos();
        }
        return isDue;
    }

    /** Seconds until the next probe, which may close the circuit. */
    public int retryAfterSeconds() {
        return (int) Math.max(1, config.probe().toSeconds());
    }

    /** Called when Leadlex answered an attempt, a 4xx included. */
    public synchronized void recordAnswer() {
        recordAttempt(ANSWERED);
        if (isOpen) {
            isOpen = false;
            attemptCount = 0;
            Arrays.fill(failedKeysOfAttempts, null);
            onCircuitChange.accept(false);
        }
    }

    /**
     * Called when an attempt failed for a reason that may have nothing to do with its key.
     *
     * @return {@link FailedAttempt#mayBeRetried()} is true only where another attempt can help and the budget allows it;
     *         Leadlex may ask for a longer wait than a look-up has time for
     */
    public FailedAttempt recordFailure(ApiKey.Fingerprint key, Failure failure) {
        countFailure(key);
        Integer waitSeconds = failure.retryAfterSeconds();
        return new FailedAttempt(failure, (waitSeconds == null || waitSeconds == 0) && !isOpen && retryBudget.takeRetry());
    }

    private synchronized void countFailure(ApiKey.Fingerprint key) {
        recordAttempt(key);
        if (!isOpen && attemptCount >= failedKeysOfAttempts.length && isOutage()) {
            isOpen = true;
            nextProbeNanos = nanoClock.getAsLong() + config.probe().toNanos();
            onCircuitChange.accept(true);
        }
    }

    private void recordAttempt(ApiKey.@Nullable Fingerprint failedKey) {
        failedKeysOfAttempts[(int) (attemptCount++ % failedKeysOfAttempts.length)] = failedKey;
    }

    private boolean isOutage() {
        List<ApiKey.Fingerprint> recentlyFailedKeys = Arrays.stream(failedKeysOfAttempts).filter(Objects::nonNull).toList();
        return recentlyFailedKeys.size() >= config.window() * config.failureRatio()
                && recentlyFailedKeys.stream().distinct().limit(config.keys()).count() == config.keys();
    }

    /**
     * Limits the retries of all keys together, so that an outage is not amplified.
     * The limit is a share of the look-ups of the last ten seconds, and at least a few retries a second.
     */
    static final class RetryBudget {

        private static final int WINDOW_SECONDS = 10;
        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        private final double retryShare;
        private final int minRetriesPerSecond;
        private final LongSupplier nanoClock;
        private final long[] secondOfSlot = new long[WINDOW_SECONDS];
        private final int[] lookupCounts = new int[WINDOW_SECONDS];
        private final int[] retryCounts = new int[WINDOW_SECONDS];

        /**
         * @param retryShare of the look-ups, 0 to 1
         * @param minRetriesPerSecond retries a second that are always allowed
         * @param nanoClock gives nanoseconds
         */
        RetryBudget(double retryShare, int minRetriesPerSecond, LongSupplier nanoClock) {
            this.retryShare = retryShare;
            this.minRetriesPerSecond = minRetriesPerSecond;
            this.nanoClock = nanoClock;
        }

        synchronized void countLookup() {
            lookupCounts[currentSlot()]++;
        }

        /** @return true when one more retry is allowed, which is then counted */
        synchronized boolean takeRetry() {
            int currentSlot = currentSlot();
            long recentLookups = 0;
            long recentRetries = 0;
            for (int slotIndex = 0; slotIndex < WINDOW_SECONDS; slotIndex++) {
                if (secondOfSlot[slotIndex] > secondOfSlot[currentSlot] - WINDOW_SECONDS) {
                    recentLookups += lookupCounts[slotIndex];
                    recentRetries += retryCounts[slotIndex];
                }
            }
            boolean isAllowed = recentRetries < Math.max(retryShare * recentLookups,
                    (double) minRetriesPerSecond * WINDOW_SECONDS);
            retryCounts[currentSlot] += isAllowed ? 1 : 0;
            return isAllowed;
        }

        /** The index of the current second, whose counts are reset when it begins. */
        private int currentSlot() {
            long currentSecond = Math.floorDiv(nanoClock.getAsLong(), NANOS_PER_SECOND);
            int slotIndex = Math.floorMod(currentSecond, WINDOW_SECONDS);
            if (secondOfSlot[slotIndex] != currentSecond) {
                secondOfSlot[slotIndex] = currentSecond;
                lookupCounts[slotIndex] = 0;
                retryCounts[slotIndex] = 0;
            }
            return slotIndex;
        }
    }
}
