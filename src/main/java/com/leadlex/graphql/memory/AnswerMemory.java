package com.leadlex.graphql.memory;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The bytes of Leadlex's answers that all operations together have in memory. */
@Singleton
public class AnswerMemory {

    /** An operation with so many bytes is a small one: a few activities. */
    private static final long SMALL = 16 << 10;
    /** This part of the room of all is there beside it for small ones, so that large ones cannot take all. */
    private static final int FOR_SMALL = 8;

    private final long mostOfOperation;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong ofSmall = new AtomicLong();

    @Inject
    AnswerMemory(AnswersConfig config) {
        this(config, Math.min(config.allBytes(), HeapBudget.ANSWERS.bytes()));
    }

    private AnswerMemory(AnswersConfig config, long most) {
        this(Math.min(config.operationBytes(), most / 4), most);
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
        long takenBySmall = ofSmall.addAndGet(ofSmall(own + more) - ofSmall(own));
        if (taken <= most || taken == own + more || own + more <= SMALL && takenBySmall <= most / FOR_SMALL) {
            return true;
        }
        giveBack(more, own + more);
        return false;
    }

    /** @param own how many the operation has, these included */
    void giveBack(long less, long own) {
        bytes.addAndGet(-less);
        ofSmall.addAndGet(ofSmall(own - less) - ofSmall(own));
    }

    private static long ofSmall(long own) {
        return own <= SMALL ? own : 0;
    }

    /** How many are taken; for tests. */
    public long bytes() {
        return bytes.get();
    }
}
