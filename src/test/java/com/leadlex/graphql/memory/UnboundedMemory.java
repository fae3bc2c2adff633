package com.leadlex.graphql.memory;

/** For tests that are about something else than limits. */
public final class UnboundedMemory {

    private UnboundedMemory() {
    }

    /** Without limits of Leadlex's answers. */
    public static OperationMemory create() {
        return new OperationMemory("key", new Budget(Long.MAX_VALUE, 0), Long.MAX_VALUE);
    }
}
