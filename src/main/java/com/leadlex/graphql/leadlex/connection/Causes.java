package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

/** What an exception of the HTTP client has among its causes. */
public final class Causes {

    private Causes() {
    }

    /** @return the outermost of that type, the exception itself included; null when there is none */
    public static <T> @Nullable T find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
