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
    private static final long MAX_RESERVE_BYTES = 16 << 10;
    private static final int RESERVE_DIVISOR = 8;
    /** The bytes of an operation with its request while its look-ups wait, and of each look-up. */
    private static final long OPERATION_BYTES = 3 << 10;
    private static final long LOOKUP_BYTES = 1 << 10;

    private final Object key;
    private final Budget answerBudget;
    private final long limitBytes;
    /** Large values in the answer, by identity; small ones are not reported. */
    private @Nullable Set<Object> selectedValues;
    private @Nullable Budget lookupBudget;
    private long lookupBytes;
    private long unverifiedLookupBytes;
    private long answerBytes;
    /** The bytes that count against the budget: of answers, and those that were given up and are still in memory. */
    private long budgetedBytes;
    private boolean isReleased;
    private boolean isAbandoned;
    private @Nullable List<Runnable> cancellations;

    /** @param limitBytes of Leadlex's answers */
    public OperationMemory(Object key, Budget answerBudget, long limitBytes) {
        this.key = key;
        this.answerBudget = answerBudget;
        this.limitBytes = limitBytes;
    }

    /** Creates the memory of each operation, of one shared budget. */
    @Singleton
    public static class Factory {

        private final Budget answerBudget;
        private final long operationLimitBytes;

        @Inject
        Factory(AnswersConfig config) {
            long limitBytes = Math.min(config.allBytes(), HeapBudget.ANSWERS.bytes());
            answerBudget = new Budget(limitBytes, limitBytes / RESERVE_DIVISOR);
            operationLimitBytes = Math.min(config.operationBytes(), answerBudget.keyLimit());
        }

        /**
         * For one operation, which must {@link OperationMemory#release} it.
         *
         * @param key whose budget it uses: the fingerprint of the caller's key
         */
        public OperationMemory begin(Object key) {
            return new OperationMemory(key, answerBudget, operationLimitBytes);
        }
    }

    /** @return null if the bytes were taken; otherwise why not */
    public synchronized @Nullable Failure take(long amount) {
        if (isReleased) {
            return null; // a cancelled look-up still ends
        }
        if (amount > limitBytes - answerBytes) {
            return Failure.OPERATION_TOO_LARGE;
        }
        if (!answerBudget.take(key, amount, unreservedBytes(budgetedBytes + amount) - unreservedBytes(budgetedBytes))) {
            return Failure.OVERLOADED;
        }
        answerBytes += amount;
        budgetedBytes += amount;
        return null;
    }

    /** Returns bytes that were taken and are not kept. */
    public synchronized void giveBack(long amount) {
        giveUp(amount);
        free(amount);
    }

    /** Lets the key take these bytes again at once, and other keys when they are {@link #free}. */
    public synchronized void giveUp(long amount) {
        if (!isReleased) {
            answerBudget.giveUp(key, amount);
            answerBytes -= amount;
        }
    }

    /** Returns bytes that were given up, and are no longer in memory. */
    public synchronized void free(long amount) {
        if (!isReleased) {
            answerBudget.free(amount, unreservedBytes(budgetedBytes) - unreservedBytes(budgetedBytes - amount));
            budgetedBytes -= amount;
        }
    }

    /** How many of an operation's bytes count outside the reserve. */
    private static long unreservedBytes(long bytes) {
        return bytes <= MAX_RESERVE_BYTES ? 0 : bytes;
    }

    /**
     * Counts a value of the answer once for each further alias that selects it; its activity has counted it once.
     *
     * @return null if there was room for it
     */
    public synchronized @Nullable Failure takeOnceMore(Object value, long amount) {
        if (selectedValues == null) {
            selectedValues = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return selectedValues.add(value) ? null : take(amount);
    }

    /**
     * Takes room for one more look-up until the operation is answered.
     *
     * @param isVerified true if Leadlex has answered the key, which may then use the budget's reserve
     * @return false if there was no room
     */
    public synchronized boolean takeLookup(Budget budget, boolean isVerified) {
        long amount = lookupBudget == null ? OPERATION_BYTES + LOOKUP_BYTES : LOOKUP_BYTES;
        long unverifiedAmount = isVerified ? 0 : amount;
        if (isReleased || !budget.take(key, amount, unverifiedAmount)) {
            return false;
        }
        lookupBudget = budget;
        lookupBytes += amount;
        unverifiedLookupBytes += unverifiedAmount;
        return true;
    }

    /** Runs the cancellation when the caller goes away before the operation is answered; at once if it has gone already. */
    public void onAbandoned(Runnable cancellation) {
        synchronized (this) {
            if (!isAbandoned) {
                if (cancellations == null) {
                    cancellations = new ArrayList<>();
                }
                cancellations.add(cancellation);
                return;
            }
        }
        cancellation.run();
    }

    /** Called when the caller has gone: cancels what the operation waits for. */
    public void abandon() {
        List<Runnable> dueCancellations;
        synchronized (this) {
            dueCancellations = isAbandoned || isReleased || cancellations == null ? List.of() : cancellations;
            isAbandoned = true;
            cancellations = null;
        }
        dueCancellations.forEach(Runnable::run);
    }

    /** Returns all memory of the operation, once the operation was answered. */
    public synchronized void release() {
        giveUp(answerBytes);
        free(budgetedBytes);
        if (lookupBudget != null) {
            lookupBudget.giveBack(key, lookupBytes, unverifiedLookupBytes);
        }
        lookupBudget = null;
        cancellations = null;
        isReleased = true;
    }
}
