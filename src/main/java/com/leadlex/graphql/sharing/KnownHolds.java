package com.leadlex.graphql.sharing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;

/**
 * Until when keys are held, as it stands in Redis. That may come from anybody who can write there, so it cannot hold a key
 * for longer than Leadlex could.
 */
final class KnownHolds {

    private static final long NEVER = 0;

    private final long longestMillis;
    private final Cache<String, Long> untilByKey;
    private volatile long latest = NEVER;

    /** @param most how many keys; the least used are forgotten */
    KnownHolds(long most, long longestMillis) {
        this.longestMillis = longestMillis;
        untilByKey = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    int heldSeconds(ApiKey key) {
        if (latest == NEVER) {
            return 0;
        }
        long now = System.currentTimeMillis();
        Long until = latest <= now ? null : untilByKey.getIfPresent(key.sharedName());
        return until == null || until <= now ? 0 : (int) ((until - now + 999) / 1000);
    }

    void learn(String key, String until) {
        if (key.length() != ApiKey.SHARED_NAME_LENGTH) {
            return;
        }
        try {
            long end = Math.min(System.currentTimeMillis() + longestMillis, Long.parseLong(until));
            untilByKey.put(key, end);
            latest = Math.max(latest, end);
        } catch (NumberFormatException e) {
            // Not an entry of ours.
        }
    }
}
