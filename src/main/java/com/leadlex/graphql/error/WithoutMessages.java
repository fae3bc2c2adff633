package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception that is safe to log: the classes and stack traces of the exception and its causes without their
 * messages, in which a library may repeat data of a caller.
 */
public final class WithoutMessages extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int CAUSES_LIMIT = 8;

    private WithoutMessages(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    public static Throwable of(Throwable original) {
        return of(original, CAUSES_LIMIT);
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
