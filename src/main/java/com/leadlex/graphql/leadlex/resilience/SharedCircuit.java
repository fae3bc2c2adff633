package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;

/**
 * The circuit of all keys together: when Leadlex fails for everybody, nobody has to learn it alone. It opens when enough of
 * the last attempts failed and the failures come from several keys, so that one tenant's own trouble touches nobody else.
 */
final class SharedCircuit {

    private final int opensAt;
    private final int keys;
    private final long probeNanos;
    private final LongSupplier clock;
    private final Consumer<Boolean> onChange;
    /** Of the last attempts: the key of one that failed, null for one that did not. */
    private final ApiKey.@Nullable Fingerprint[] failed;
    private int made;
    private int failures;
    private volatile boolean open;
    private long nextProbe;

    /**
     * @param clock nanoseconds
     * @param onChange is told whether it is open now
     */
    SharedCircuit(LeadlexConfig.SharedCircuit config, LongSupplier clock, Consumer<Boolean> onChange) {
        failed = new ApiKey.Fingerprint[config.window()];
        opensAt = (int) Math.ceil(config.window() * config.failureRatio());
        keys = config.keys();
        probeNanos = config.probe().toNanos();
        this.clock = clock;
        this.onChange = onChange;
    }

    boolean isOpen() {
        return open;
    }

    /** @return whether a look-up may be sent: always while it is closed, one from time to time, as a probe, while it is open */
    boolean admits() {
        return !open || probes();
    }

    /** Seconds until the next probe, so until it may be closed again. */
    int retryAfterSeconds() {
        return (int) Math.max(1, Duration.ofNanos(probeNanos).toSeconds());
    }

    private synchronized boolean probes() {
        long now = clock.getAsLong();
        if (now - nextProbe < 0) {
            return false;
        }
        nextProbe = now + probeNanos;
        return true;
    }

    /** Leadlex answered, be it with a 4xx. */
    void succeeded() {
        if (record(null)) {
            onChange.accept(false);
        }
    }

    /** It failed in a way that may have nothing to do with the key. */
    void failed(ApiKey.Fingerprint key) {
        if (record(key)) {
            onChange.accept(true);
        }
    }

    /** @return whether that changed the state */
    private synchronized boolean record(ApiKey.@Nullable Fingerprint key) {
        int index = made % failed.length;
        made = made == Integer.MAX_VALUE - failed.length ? made % failed.length + failed.length : made + 1;
        failures += (key == null ? 0 : 1) - (failed[index] == null ? 0 : 1);
        failed[index] = key;
        if (open) {
            if (key == null) {
                close();
                return true;
            }
            return false;
        }
        if (key == null || made < failed.length || failures < opensAt || !areOfSeveralKeys()) {
            return false;
        }
        open = true;
        nextProbe = clock.getAsLong() + probeNanos;
        return true;
    }

    private void close() {
        open = false;
        Arrays.fill(failed, null);
        failures = 0;
        made = 0;
    }

    private boolean areOfSeveralKeys() {
        Set<ApiKey.Fingerprint> seen = new HashSet<>();
        for (ApiKey.Fingerprint key : failed) {
            if (key != null && seen.add(key) && seen.size() >= keys) {
                return true;
            }
        }
        return false;
    }
}
