package com.leadlex.graphql.leadlex;

import java.io.IOException;

/**
 * Leadlex had closed the connection, or sent something that nobody asked for, before the request was written: it did not go
 * out. No stack trace: it is an expected end.
 */
final class StaleConnection extends IOException {

    private static final long serialVersionUID = 1L;

    StaleConnection() {
        super("The connection was closed while it was idle");
    }

    static boolean isIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StaleConnection) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
