package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.Failure;

/** Bounds one body: its bytes, the pieces that they come in, and what the memory of its operation has room for. */
final class BodyBudget {

    /** A body may come in so many pieces, and in one more for each so many bytes: each costs, however little is in it. */
    private static final long MOST_PIECES = 1_024;
    private static final int BYTES_A_PIECE = 64;

    private final ResponseAccount account;
    private final int status;
    private long left;
    /** Bytes that stand for pieces: each piece takes some, and brings its own. */
    private long forPieces = MOST_PIECES * BYTES_A_PIECE;
    private boolean exceeded;

    /** @param maxBytes of the body */
    BodyBudget(ResponseAccount account, int status, long maxBytes) {
        this.account = account;
        this.status = status;
        left = maxBytes;
    }

    /** @return false from the bytes on that exceed it: the body is cut off before them */
    boolean take(int bytes) {
        left -= bytes;
        forPieces += bytes - BYTES_A_PIECE;
        if (!exceeded) {
            @Nullable
            Failure why = left < 0 || forPieces < 0 ? Failure.invalidResponse(status) : account.take(bytes);
            if (why != null) {
                exceeded = true;
                account.cut(why);
            }
        }
        return !exceeded;
    }

    boolean isExceeded() {
        return exceeded;
    }
}
