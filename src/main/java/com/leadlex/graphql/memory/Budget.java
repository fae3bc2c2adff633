package com.leadlex.graphql.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * Permits or bytes that all keys share. No key holds more than a quarter, so that three keys that hang leave room for a fourth.
 * Part of the limit is a reserve for requests that are entitled to the reserve, such as those of verified keys.
 */
public final class Budget {

    private static final int MAX_SHARE_DIVISOR = 4;

    private final long limit;
    private final long keyLimit;
    private final long unreservedLimit;
    private final Map<Object, Long> takenByKey = new HashMap<>();
    private long takenTotal;
    private long takenUnreserved;

    /** @param reserve how much of the limit only entitled requests may take */
    public Budget(long limit, long reserve) {
        this(limit, reserve, limit);
    }

    /** @param keyLimit the limit of one key, if less than a quarter */
    public Budget(long limit, long reserve, long keyLimit) {
        this.limit = limit;
        this.keyLimit = Math.max(1, Math.min(keyLimit, limit / MAX_SHARE_DIVISOR));
        unreservedLimit = limit - reserve;
    }

    /**
     * @param amount at least 0
     * @param unreservedAmount how much more the key then holds outside the reserve: the same amount, nothing if entitled, or
     *        also what the key took before if it loses that right
     * @return false if there was no room and nothing was taken
     */
    public synchronized boolean take(Object key, long amount, long unreservedAmount) {
        long keyTotal = takenByKey.getOrDefault(key, 0L) + amount;
        if (amount > limit - takenTotal || keyTotal > keyLimit
                || unreservedAmount > 0 && unreservedAmount > unreservedLimit - takenUnreserved) {
            return false;
        }
        takenTotal += amount;
        takenUnreserved += unreservedAmount;
        takenByKey.put(key, keyTotal);
        return true;
    }

    public synchronized void giveBack(Object key, long amount, long unreservedAmount) {
        giveUp(key, amount);
        free(amount, unreservedAmount);
    }

    /** Lets the key take this amount again at once, and other keys when it is {@link #free}. */
    public synchronized void giveUp(Object key, long amount) {
        takenByKey.computeIfPresent(key, (sameKey, keyTotal) -> keyTotal <= amount ? null : Long.valueOf(keyTotal - amount));
    }

    /** Makes an amount that was given up available to all keys. */
    public synchronized void free(long amount, long unreservedAmount) {
        takenTotal -= amount;
        takenUnreserved -= unreservedAmount;
    }

    /** The limit of one key. */
    public long keyLimit() {
        return keyLimit;
    }

    /** True when the key has reached its limit, so that only its own releases make room for it. */
    public synchronized boolean isExhaustedBy(Object key) {
        return takenByKey.getOrDefault(key, 0L) >= keyLimit;
    }

    public synchronized long taken() {
        return takenTotal;
    }
}
