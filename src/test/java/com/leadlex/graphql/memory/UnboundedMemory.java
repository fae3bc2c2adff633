package com.leadlex.graphql.memory;

/** For tests that are about something else than limits. */
public final class UnboundedMemory {

    private UnboundedMemory() {
    }

    /** Shares no limit with others; its look-ups count until {@link OperationMemory#release}. */
    public static OperationMemory create() {
        return new OperationMemory(new Object(), new Budget(Long.MAX_VALUE, 0), Long.MAX_VALUE);
    }
}
