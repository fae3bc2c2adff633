package com.leadlex.graphql.connection;

/**
 * Counts what the decoder of an HTTP/1 connection holds: a head, the size of a chunk or trailers that have not come whole, and
 * the head of the request that is being answered. A line of two characters becomes objects of a hundred bytes.
 */
final class Undecoded {

    /** Its entry, its name and its value. */
    private static final int BYTES_A_LINE = 144;
    /** Where the lines are not counted: the shortest has four. */
    private static final int BYTES_A_BYTE = BYTES_A_LINE / 4;
    /** Most requests have less, and cost nothing here. */
    private static final int SMALL = 8 * 1024;

    /** Of a head, or of trailers: as much as is allowed of characters, in a thousand lines. */
    private static final int MOST = 192 * 1024;

    private final Claim claim;
    private long head;
    private long begun;
    private long fed;
    private int behindHead;
    private boolean requestCame;
    private boolean contentCame;
    private boolean claims;

    Undecoded(Claim claim) {
        this.claim = claim;
    }

    /** What goes into the decoder next: so much of a head, and so much that may be anything else. */
    void feed(int bytesOfHead, int lines, int others) {
        fed = bytesOfHead + (long) lines * BYTES_A_LINE;
        behindHead = others;
        requestCame = false;
        contentCame = false;
    }

    /** A head came out of it. */
    void request() {
        requestCame = true;
    }

    /** So many bytes of a body came out of it. */
    void content(int bytes) {
        if (bytes > 0) {
            contentCame = true;
            behindHead -= bytes;
        }
    }

    /** @return whether what did not come out of it is more than anybody needs */
    boolean settle(boolean answered) {
        long rest = (long) Math.max(0, behindHead) * BYTES_A_BYTE;
        if (requestCame) {
            head = begun + fed;
            begun = rest;
        } else {
            begun = contentCame ? rest : begun + fed + rest;
        }
        fed = 0;
        behindHead = 0;
        if (answered) {
            head = 0;
        }
        tell();
        return begun > MOST;
    }

    /** The request that came out last is gone. */
    void answered() {
        head = 0;
        tell();
    }

    void close() {
        head = 0;
        begun = 0;
        tell();
    }

    private void tell() {
        long all = head + begun;
        if (all >= SMALL || claims) {
            claims = all >= SMALL;
            claim.holds(claims ? all : 0);
        }
    }
}
