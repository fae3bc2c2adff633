package com.leadlex.graphql.leadlex.connection;

import java.io.IOException;

/**
 * The pool had a connection for the request that must not be used again: Leadlex had closed it, or had sent something that
 * nobody asked for, or another key asked for the same id on it. The request did not go out. No stack trace: it is an expected
 * end.
 */
public final class StaleConnection extends IOException {

    private static final long serialVersionUID = 1L;

    StaleConnection() {
        super("The connection could not be used again");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
