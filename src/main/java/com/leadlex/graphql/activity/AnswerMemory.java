package com.leadlex.graphql.activity;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The bytes of Leadlex's answers that all operations together have in memory. */
@Singleton
public class AnswerMemory {

    /** An answer is in memory several times while it is read, and while it is written. */
    private static final int SMALLEST_SHARE = 16;
    private static final int SMALLEST_SHARE_OF_ALL = 8;

    private final long mostOfOperation;
    private final long most;
    private final AtomicLong bytes = new AtomicLong();

    @Inject
    AnswerMemory(AnswersConfig config) {
        this(Math.min(config.operationBytes(), Runtime.getRuntime().maxMemory() / SMALLEST_SHARE),
                Math.min(config.allBytes(), Runtime.getRuntime().maxMemory() / SMALLEST_SHARE_OF_ALL));
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
    long bytes() {
        return bytes.get();
    }
}
