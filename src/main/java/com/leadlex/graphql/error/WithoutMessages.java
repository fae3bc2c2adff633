package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception that is safe to log: the classes and stack traces of the exception and its causes without their
 * messages, in which a library may repeat data of a caller.
 */
public final class WithoutMessages extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 8;

    private WithoutMessages(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    public static Throwable of(Throwable original) {
        return copyOf(original, MAX_CAUSES);
    }

    private static Throwable copyOf(Throwable original, int maxCauses) {
        Throwable cause = original.getCause();
        return new WithoutMessages(original, cause == null || maxCauses == 0 ? null : copyOf(cause, maxCauses - 1));
    }

    @Override
    public @Nullable String toString() {
        return getMessage();
    }
}
