package com.leadlex.graphql.leadlex.connection;

import java.io.IOException;

/** There were more informational answers to a request than there may be. No stack trace: it is an expected end. */
final class TooManyInformational extends IOException {

    /** So many there may be to one request: one or two are usual, and each costs. */
    static final int MOST = 16;

    private static final long serialVersionUID = 1L;

    TooManyInformational() {
        super("Too many informational answers");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
