package com.leadlex.graphql.memory;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The bytes of Leadlex's answers that all operations together have in memory. */
@Singleton
public class AnswerMemory {

    private final long mostOfOperation;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    @Inject
    AnswerMemory(AnswersConfig config) {
        this(Math.min(config.operationBytes(), HeapShare.ANSWERS.bytes() / 2),
                Math.min(config.allBytes(), HeapShare.ANSWERS.bytes()));
    }

    AnswerMemory(long mostOfOperation, long most) {
        this.mostOfOperation = mostOfOperation;
        this.most = most;
    }

    /** For one operation, which has to {@link OperationMemory#release()} it. */
    public OperationMemory begin() {
        return new OperationMemory(this, mostOfOperation);
    }

    /** @return whether there was room for so many more */
    boolean take(long more) {
        if (bytes.addAndGet(more) <= most) {
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
