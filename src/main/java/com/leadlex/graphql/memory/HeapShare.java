package com.leadlex.graphql.memory;

/**
 * The shares of the heap, side by side, so that it lasts whatever callers do. What is kept between requests may take a quarter
 * of it, all kinds together. Settings can make a share smaller, never larger.
 */
public enum HeapShare {

    /** Documents that were parsed, with their plans. */
    PARSED_DOCUMENTS(8),
    /** Texts of documents that clients registered by their hash. */
    PERSISTED_DOCUMENTS(4),
    /** Circuit, bulkhead and hold of each key. */
    KEYS(8),
    /** Found activities, where the cache is on. */
    ACTIVITIES(8),
    /** To whom those belong. */
    OWNERS(2),
    /** Tokens that were found valid. */
    TOKENS(1),
    /** Holds, where replicas share them. */
    SHARED_HOLDS(1),
    /** Not kept: what waits for callers. Answers that are not read, requests behind them, bodies that have not come whole. */
    WAITING(32),
    /** Not kept: Leadlex's answers, each of which is in memory several times while it is read, and while it is written. */
    ANSWERS(16),
    /** Not kept: look-ups at Leadlex, with their requests and connections; and beside them as much for look-ups that wait. */
    LOOKUPS(16);

    /** The heap has so many. */
    private static final int PARTS = 128;

    private final int parts;

    HeapShare(int parts) {
        this.parts = parts;
    }

    /** How many bytes it is, by {@code -Xmx} or what else bounds the heap. */
    public long bytes() {
        return Runtime.getRuntime().maxMemory() / PARTS * parts;
    }

    /** How many there may be of what takes so many bytes each. */
    public long of(int bytesEach) {
        return bytes() / bytesEach;
    }

    /** Whether it is part of what is kept between requests. */
    boolean isKept() {
        return this != WAITING && this != ANSWERS && this != LOOKUPS;
    }
}
