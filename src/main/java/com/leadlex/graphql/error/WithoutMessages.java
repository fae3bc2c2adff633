package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception that is fit for the log: its classes and stack traces, but none of its messages, since a library may
 * put what a caller sent into them.
 */
public final class WithoutMessages extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 8;

    private WithoutMessages(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    public static Throwable of(Throwable original) {
        return of(original, MOST_CAUSES);
    }

    private static Throwable of(Throwable original, int causes) {
        Throwable cause = original.getCause();
        return new WithoutMessages(original, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }

    @Override
    public @Nullable String toString() {
        return getMessage();
    }
}
