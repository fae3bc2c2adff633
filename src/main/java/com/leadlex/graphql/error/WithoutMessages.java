package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception that is safe to log: the classes and stack traces of the exception and its causes
 * without their messages, in which a library may repeat data of a caller.
 */
public final class WithoutMessages extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 8;

    private WithoutMessages(Throwable originalException, @Nullable Throwable cause) {
        super(originalException.getClass().getName(), cause, false, true); // no suppressed exceptions, a stack trace
        setStackTrace(originalException.getStackTrace());
    }

    public static Throwable of(Throwable originalException) {
        return copyOf(originalException, MAX_CAUSES);
    }

    private static Throwable copyOf(Throwable originalException, int maxCauses) {
        Throwable cause = originalException.getCause();
        return new WithoutMessages(originalException, cause == null || maxCauses == 0 ? null : copyOf(cause, maxCauses - 1));
    }

    @Override
    public @Nullable String toString() {
        return getMessage();
    }
}
