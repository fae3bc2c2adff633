package com.leadlex.graphql.memory;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The bytes of Leadlex's answers that all operations together have in memory. */
@Singleton
public class AnswerMemory {

    /** What the service needs for itself. */
    private static final long SERVICE = 48L << 20;

    private final long mostOfOperation;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    @Inject
    AnswerMemory(AnswersConfig config) {
        this(Math.min(config.operationBytes(), HeapShare.ANSWERS.bytes() / 2),
                Math.min(config.allBytes(), ofMany(Runtime.getRuntime().maxMemory())));
    }

    /**
     * An eighth of what a heap has beyond the service itself. An answer of a megabyte is in memory up to four times while it
     * is read, each a megabyte in one piece or two, for which G1 looks for two or three free regions of a megabyte.
     */
    static long ofMany(long heap) {
        return Math.max(heap / 64, (heap - SERVICE) / 8);
    }

    AnswerMemory(long mostOfOperation, long most) {
        this.mostOfOperation = mostOfOperation;
        this.most = most;
    }

    /** For one operation, which has to {@link OperationMemory#release()} it. */
    public OperationMemory begin() {
        return new OperationMemory(this, mostOfOperation);
    }

    /**
     * @param own how many the operation has
     * @return whether there was room for so many more: where no other operation has any, there is
     */
    boolean take(long more, long own) {
        long taken = bytes.addAndGet(more);
        if (taken <= most || taken == own + more) {
            return true;
        }
        giveBack(more);
        return false;
    }

    void giveBack(long less) {
        bytes.addAndGet(-less);
    }

    /** How many are taken; for tests. */
    public long bytes() {
        return bytes.get();
    }
}
