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
 * What one operation holds until it is answered: bytes of Leadlex's answers, and room for its look-ups. When its caller goes
 * away, it cancels them. Its look-ups may end on several event loops.
 */
public final class OperationMemory {

    /** An operation with so many bytes is a small one, which may use the reserve: a few activities. */
    private static final long SMALL = 16 << 10;
    private static final int RESERVE = 8;
    /** What an operation takes with its request while its look-ups wait, and what each look-up adds. */
    private static final long OPERATION = 3 << 10;
    private static final long LOOKUP = 1 << 10;

    private static final Object UNBOUNDED = new Object();

    private final Object key;
    private final Budget answers;
    private final long limit;
    /** The very objects that are part of the answer: few, since small ones are not reported. */
    private @Nullable Set<Object> selected;
    private @Nullable Budget lookups;
    private long lookupBytes;
    private long unverifiedBytes;
    private long bytes;
    private boolean released;
    private boolean abandoned;
    private @Nullable List<Runnable> onAbandoned;

    OperationMemory(Object key, Budget answers, long limit) {
        this.key = key;
        this.answers = answers;
        this.limit = limit;
    }

    /** Begins operations: one for all. */
    @Singleton
    public static class Factory {

        private final Budget answers;
        private final long ofOperation;

        @Inject
        Factory(AnswersConfig config) {
            long limit = Math.min(config.allBytes(), HeapBudget.ANSWERS.bytes());
            answers = new Budget(limit, limit / RESERVE);
            ofOperation = Math.min(config.operationBytes(), answers.ofKey());
        }

        /**
         * For one operation, which must {@link OperationMemory#release} it.
         *
         * @param key whose budget it uses: the fingerprint of the caller's key
         */
        public OperationMemory begin(Object key) {
            return new OperationMemory(key, answers, ofOperation);
        }
    }

    /** Counts nothing, and is not to be released. */
    public static OperationMemory unbounded() {
        return new OperationMemory(UNBOUNDED, new Budget(Long.MAX_VALUE, 0), Long.MAX_VALUE);
    }

    /** @return null when there was room for so many bytes more; else why not, and nothing was taken */
    public synchronized @Nullable Failure take(long more) {
        if (released) {
            return null; // of a look-up that was given up
        }
        if (more > limit - bytes) {
            return Failure.OPERATION_TOO_LARGE;
        }
        if (!answers.take(key, more, large(bytes + more) - large(bytes))) {
            return Failure.OVERLOADED;
        }
        bytes += more;
        return null;
    }

    /** Some of the bytes that were taken are not kept. */
    public synchronized void giveBack(long less) {
        if (!released) {
            answers.giveBack(key, less, large(bytes) - large(bytes - less));
            bytes -= less;
        }
    }

    /** What of an operation's bytes may not use the reserve. */
    private static long large(long bytes) {
        return bytes <= SMALL ? 0 : bytes;
    }

    /**
     * A value is part of the answer; it was taken with its activity, but not for each alias under which it is selected.
     *
     * @return null when there was room for it
     */
    public synchronized @Nullable Failure takeOnceMore(Object value, long more) {
        if (selected == null) {
            selected = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return selected.add(value) ? null : take(more);
    }

    /**
     * Takes room for one more look-up until the operation is answered.
     *
     * @param verified whether Leadlex has answered the key, which may use the budget's reserve then
     * @return whether there was room
     */
    public synchronized boolean takeLookup(Budget budget, boolean verified) {
        long more = lookups == null ? OPERATION + LOOKUP : LOOKUP;
        long unverified = verified ? 0 : more;
        if (key == UNBOUNDED) {
            return true;
        }
        if (released || !budget.take(key, more, unverified)) {
            return false;
        }
        lookups = budget;
        lookupBytes += more;
        unverifiedBytes += unverified;
        return true;
    }

    /** Runs this when the caller goes away before the operation is answered; at once when it has gone. */
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

    /** The caller has gone: nobody reads the answer. */
    public void abandon() {
        List<Runnable> cancelled;
        synchronized (this) {
            cancelled = abandoned || released || onAbandoned == null ? List.of() : onAbandoned;
            abandoned = true;
            onAbandoned = null;
        }
        cancelled.forEach(Runnable::run);
    }

    /** The operation was answered. */
    public synchronized void release() {
        giveBack(bytes);
        if (lookups != null) {
            lookups.giveBack(key, lookupBytes, unverifiedBytes);
        }
        lookups = null;
        onAbandoned = null;
        released = true;
    }
}
