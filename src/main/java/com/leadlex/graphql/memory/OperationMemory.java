package com.leadlex.graphql.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/**
 * The memory that one operation holds until it is answered: bytes of Leadlex's answers, and room for its look-ups, which it
 * cancels when the caller goes away. Thread-safe, since look-ups may end on several event loops.
 */
public final class OperationMemory {

    /** Up to this many bytes, a few activities, an operation may use the reserve. */
    private static final long SMALL = 16 << 10;
    private static final int RESERVE = 8;
    /** The bytes of an operation with its request while its look-ups wait, and of each look-up. */
    private static final long OPERATION = 3 << 10;
    private static final long LOOKUP = 1 << 10;

    private static final Object UNBOUNDED = new Object();

    private final Object key;
    private final Budget answers;
    private final long limit;
    /** Large values in the answer, by identity; small ones are not reported. */
    private @Nullable Set<Object> selected;
    private @Nullable Budget lookups;
    private long lookupBytes;
    private long unverifiedBytes;
    private long bytes;
    /** What counts against the budget: the bytes, and those that were given up and are still in memory. */
    private long held;
    private boolean released;
    private boolean abandoned;
    private @Nullable List<Runnable> onAbandoned;

    OperationMemory(Object key, Budget answers, long limit) {
        this.key = key;
        this.answers = answers;
        this.limit = limit;
    }

    /** Creates the memory of each operation, of one shared budget. */
    @Singleton
    public static class Factory {

        private final Budget answers;
        private final long operationLimit;

        @Inject
        Factory(AnswersConfig config) {
            long limit = Math.min(config.allBytes(), HeapBudget.ANSWERS.bytes());
            answers = new Budget(limit, limit / RESERVE);
            operationLimit = Math.min(config.operationBytes(), answers.keyLimit());
        }

        /**
         * For one operation, which must {@link OperationMemory#release} it.
         *
         * @param key whose budget it uses: the fingerprint of the caller's key
         */
        public OperationMemory begin(Object key) {
            return new OperationMemory(key, answers, operationLimit);
        }
    }

    /** Without limits, and not to be released. */
    public static OperationMemory unbounded() {
        return new OperationMemory(UNBOUNDED, new Budget(Long.MAX_VALUE, 0), Long.MAX_VALUE);
    }

    /** @return null if the bytes were taken; otherwise why not */
    public synchronized @Nullable Failure take(long amount) {
        if (released) {
            return null; // a cancelled look-up still ends
        }
        if (amount > limit - bytes) {
            return Failure.OPERATION_TOO_LARGE;
        }
        if (!answers.take(key, amount, unreserved(held + amount) - unreserved(held))) {
            return Failure.OVERLOADED;
        }
        bytes += amount;
        held += amount;
        return null;
    }

    /** Returns bytes that were taken and are not kept. */
    public synchronized void giveBack(long amount) {
        giveUp(amount);
        free(amount);
    }

    /** Lets the key take these bytes again at once, and other keys when they are {@link #free}. */
    public synchronized void giveUp(long amount) {
        if (!released) {
            answers.giveUp(key, amount);
            bytes -= amount;
        }
    }

    /** Returns bytes that were given up, and are no longer in memory. */
    public synchronized void free(long amount) {
        if (!released) {
            answers.free(amount, unreserved(held) - unreserved(held - amount));
            held -= amount;
        }
    }

    /** How many of an operation's bytes count outside the reserve. */
    private static long unreserved(long bytes) {
        return bytes <= SMALL ? 0 : bytes;
    }

    /**
     * Counts a value of the answer once for each further alias that selects it; its activity has counted it once.
     *
     * @return null if there was room for it
     */
    public synchronized @Nullable Failure takeOnceMore(Object value, long amount) {
        if (selected == null) {
            selected = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return selected.add(value) ? null : take(amount);
    }

    /**
     * Takes room for one more look-up until the operation is answered.
     *
     * @param verified true if Leadlex has answered the key, which may then use the budget's reserve
     * @return false if there was no room
     */
    public synchronized boolean takeLookup(Budget budget, boolean verified) {
        long amount = lookups == null ? OPERATION + LOOKUP : LOOKUP;
        long unverified = verified ? 0 : amount;
        if (key == UNBOUNDED) {
            return true;
        }
        if (released || !budget.take(key, amount, unverified)) {
            return false;
        }
        lookups = budget;
        lookupBytes += amount;
        unverifiedBytes += unverified;
        return true;
    }

    /** Runs this when the caller goes away before the operation is answered; at once if it has gone already. */
    public void onAbandoned(Runnable cancel) {
        synchronized (this) {
            if (!abandoned) {
                if (onAbandoned == null) {
                    onAbandoned = new ArrayList<>();
                }
                onAbandoned.add(cancel);
                return;
            }
        }
        cancel.run();
    }

    /** Called when the caller has gone: cancels what the operation waits for. */
    public void abandon() {
        List<Runnable> cancelled;
        synchronized (this) {
            cancelled = abandoned || released || onAbandoned == null ? List.of() : onAbandoned;
            abandoned = true;
            onAbandoned = null;
        }
        cancelled.forEach(Runnable::run);
    }

    /** Returns everything, once the operation was answered. */
    public synchronized void release() {
        giveUp(bytes);
        free(held);
        if (lookups != null) {
            lookups.giveBack(key, lookupBytes, unverifiedBytes);
        }
        lookups = null;
        onAbandoned = null;
        released = true;
    }
}
