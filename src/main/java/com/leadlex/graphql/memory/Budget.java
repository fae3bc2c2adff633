package com.leadlex.graphql.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Permits or bytes that all keys share. No key holds more than a quarter, so that three keys that hang leave room for a fourth.
 * Part of the limit is a reserve for requests that are entitled to it, such as those of verified keys.
 */
public final class Budget {

    private static final int KEYS = 4;

    private final long limit;
    private final long ofKey;
    private final long unreserved;
    private final Map<Object, Long> byKey = new HashMap<>();
    private long taken;
    private long takenUnreserved;

    /** @param reserve how much of the limit only entitled requests may take */
    public Budget(long limit, long reserve) {
        this(limit, reserve, limit);
    }

    /** @param ofKey the limit of one key, if less than a quarter */
    public Budget(long limit, long reserve, long ofKey) {
        this.limit = limit;
        this.ofKey = Math.max(1, Math.min(ofKey, limit / KEYS));
        unreserved = limit - reserve;
    }

    /**
     * @param more at least 0
     * @param moreUnreserved how much more the key then holds outside the reserve: the same amount, nothing if entitled, or also
     *        what it took before if it loses that right
     * @return false if there was no room and nothing was taken
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

    /** The limit of one key. */
    public long ofKey() {
        return ofKey;
    }

    /** True when the key has reached its limit, so that only its own releases make room for it. */
    public synchronized boolean isExhaustedBy(Object key) {
        return byKey.getOrDefault(key, 0L) >= ofKey;
    }

    public synchronized long taken() {
        return taken;
    }
}
