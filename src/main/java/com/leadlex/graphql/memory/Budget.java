package com.leadlex.graphql.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Permits or bytes that all keys share. No key holds more than a quarter, so three that hang leave room for a fourth; and a
 * reserve is kept for what is marked as entitled to it, so that what anybody can ask for does not take all.
 */
public final class Budget {

    private static final int KEYS = 4;

    private final long limit;
    private final long ofKey;
    private final long unreserved;
    private final Map<Object, Long> byKey = new HashMap<>();
    private long taken;
    private long takenUnreserved;

    /** @param reserve how much of the limit is there only for what may use the reserve */
    public Budget(long limit, long reserve) {
        this(limit, reserve, limit);
    }

    /** @param ofKey what one key may hold, where that is less than a quarter */
    public Budget(long limit, long reserve, long ofKey) {
        this.limit = limit;
        this.ofKey = Math.max(1, Math.min(ofKey, limit / KEYS));
        unreserved = limit - reserve;
    }

    /**
     * @param more at least 0
     * @param moreUnreserved how much more the key has then of what may not use the reserve: all, nothing, or what of its former
     *        amount lost that right, too
     * @return whether there was room, else nothing was taken
     */
    public synchronized boolean take(Object key, long more, long moreUnreserved) {
        long ofThisKey = byKey.getOrDefault(key, 0L) + more;
        if (more > limit - taken || ofThisKey > ofKey
                || moreUnreserved > 0 && moreUnreserved > unreserved - takenUnreserved) {
            return false;
        }
        taken += more;
        takenUnreserved += moreUnreserved;
        byKey.put(key, ofThisKey);
        return true;
    }

    public synchronized void giveBack(Object key, long less, long lessUnreserved) {
        byKey.computeIfPresent(key, (same, held) -> held <= less ? null : Long.valueOf(held - less));
        taken -= less;
        takenUnreserved -= lessUnreserved;
    }

    /** What one key may hold at most. */
    public long ofKey() {
        return ofKey;
    }

    /** True when the key holds what it may, so that only it can make room for itself. */
    public synchronized boolean isExhaustedBy(Object key) {
        return byKey.getOrDefault(key, 0L) >= ofKey;
    }

    public synchronized long taken() {
        return taken;
    }
}
