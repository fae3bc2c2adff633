package com.leadlex.graphql.memory;

/**
 * The ledger of the heap, and the table of limits that it sets. The shares add up to what the service itself leaves, so that no
 * caller can exhaust the heap. Each share is used in one place; settings can make one smaller, never larger. Data kept between
 * requests takes at most a quarter of the heap.
 * <p>
 * A new limit on memory is a row here and in the guide's table of limits (docker/README.md), and takes its parts from others.
 */
public enum HeapBudget {

    /** Kept: documents that were parsed, with their plans. Beyond the share, the least used are dropped. */
    PARSED_DOCUMENTS(12),
    /** Kept: texts of documents that clients registered by their hash. Beyond the share, the least used are dropped. */
    PERSISTED_DOCUMENTS(6),
    /** Kept: circuit and hold of each key. Beyond the share, the least used keys are forgotten. */
    KEYS(12),
    /** Kept: found activities, where the cache is on. Beyond the share, the least used are forgotten. */
    ACTIVITIES(12),
    /** Kept: which key fetched a cached activity. Beyond the share, the least used are forgotten. */
    KEY_ENTRIES(3),
    /** Kept: tokens that were found valid. Beyond the share, the least used are verified again. */
    TOKENS(1),
    /** Kept: holds of other replicas. Beyond the share, the shortest are not remembered. */
    SHARED_HOLDS(2),
    /** Buffers for callers: unread answers and incomplete requests. Beyond the share, the costliest connection is closed. */
    CALLER_BUFFERS(30),
    /**
     * Bytes of Leadlex's answers, from when they stream in until the operation is answered. No key has more than a quarter.
     * Beyond the share, a look-up is {@code OVERLOADED}. Copies that are made while an answer is read count as garbage.
     */
    ANSWERS(22),
    /** Look-ups at Leadlex, with requests and connections. No key has more than a quarter; further look-ups wait. */
    LOOKUPS(16),
    /**
     * Look-ups that wait, for a place at Leadlex or for an equal one. No key has more than a quarter.
     * Beyond the share, a look-up is {@code OVERLOADED}.
     */
    WAITING_LOOKUPS(12);

    private static final int TOTAL_PARTS = 128;
    /** The heap in use without any request: 11.4 MiB were measured after a full collection, with a warm Leadlex client. */
    private static final long SERVICE_BYTES = 12L << 20;
    /** A heap too small for the service gives its shares a twelfth, so that every request can succeed. */
    private static final int MIN_SHARE_DIVISOR = 12;
    /** Garbage needs room, too: the serial collector gives a third of the heap to young objects. */
    private static final int GARBAGE_DIVISOR = 3;

    final int parts;

    HeapBudget(int parts) {
        this.parts = parts;
    }

    /** The share in bytes, of the heap as {@code -Xmx} or the machine bounds it. */
    public long bytes() {
        return bytes(Runtime.getRuntime().maxMemory());
    }

    /** How many objects of this size the share has room for. */
    public long of(int bytesPerObject) {
        return bytes() / bytesPerObject;
    }

    long bytes(long heapBytes) {
        return sharedBytes(heapBytes) / TOTAL_PARTS * parts;
    }

    /** The bytes of all shares together: what garbage and the service itself leave of the heap. */
    static long sharedBytes(long heapBytes) {
        return Math.max(heapBytes / MIN_SHARE_DIVISOR, heapBytes - heapBytes / GARBAGE_DIVISOR - SERVICE_BYTES);
    }
}
