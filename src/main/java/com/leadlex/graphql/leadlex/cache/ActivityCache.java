package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.memory.HeapBudget;

/**
 * Caches activities, but no errors, under the key that fetched them. Activities are found by their key's {@link KeyEntries}:
 * a key that Leadlex refuses loses that object, and so its activities, also those that have not arrived yet.
 */
@Singleton
public class ActivityCache {

    /** The memory of one key's {@link KeyEntries}, fingerprint and cache entry, by a generous estimate. */
    private static final int ESTIMATED_BYTES_PER_KEY = 256;

    private final long ttlSeconds;
    private final long staleSeconds;
    private final boolean isOn;
    private final LongSupplier nanoClock;
    private final Cache<ApiKey.Fingerprint, KeyEntries> entriesByFingerprint;
    private final Cache<EntryKey, CachedActivity> cachedActivities;

    @Inject
    ActivityCache(CacheConfig config, LeadlexConfig leadlexConfig) {
        this(config, leadlexConfig.keys().max(), System::nanoTime);
    }

    ActivityCache(CacheConfig config, long maxKeys, LongSupplier nanoClock) {
        // Rounds fractions of a second up, since 0 means off.
        ttlSeconds = config.ttl().plusNanos(999_999_999).toSeconds();
        staleSeconds = config.staleIfError().plusNanos(999_999_999).toSeconds();
        isOn = ttlSeconds > 0 || staleSeconds > 0;
        this.nanoClock = nanoClock;
        entriesByFingerprint = Caffeine.newBuilder()
                .maximumSize(Math.min(maxKeys, HeapBudget.KEY_ENTRIES.of(ESTIMATED_BYTES_PER_KEY))).executor(Runnable::run)
                .build();
        cachedActivities = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.maxBytes(), HeapBudget.ACTIVITIES.bytes()))
                .weigher((EntryKey entryKey, CachedActivity cachedActivity) -> cachedActivity.estimatedBytes())
                .executor(Runnable::run).build();
    }

    public boolean isOn() {
        return isOn;
    }

    /** Stands for a key from its first look-up until Leadlex refuses the key. Compared by identity. */
    static final class KeyEntries {
    }

    /** The cache key of an activity. */
    private record EntryKey(KeyEntries keyEntries, String activityId) {
    }

    /**
     * The state of the cache when Leadlex is asked.
     * The call keeps its snapshot, so that the answer is stored under the {@link KeyEntries} that the key had then.
     *
     * @param cachedActivity the activity that Leadlex may confirm by a 304, or null
     * @param askedAtNanos when Leadlex was asked, by {@link System#nanoTime}: the time that an answer took counts as its age
     */
    public record Snapshot(KeyEntries keyEntries, @Nullable CachedActivity cachedActivity, long askedAtNanos) {

        /** The tag to send in {@code If-None-Match}, or null. */
        @Nullable
        public String etag() {
            return cachedActivity == null ? null : cachedActivity.tagToSend();
        }
    }

    /** @return null when there is no cache */
    @Nullable
    public Snapshot takeSnapshot(Lookup lookup) {
        if (!isOn) {
            return null;
        }
        KeyEntries keyEntries = entriesByFingerprint.get(lookup.key().fingerprint(), fingerprint -> new KeyEntries());
        return new Snapshot(keyEntries, cachedActivities.getIfPresent(new EntryKey(keyEntries, lookup.id())),
                nanoClock.getAsLong());
    }

    /**
     * True when the answer to a request with {@code If-None-Match} is about the tag and not about the activity: the caller then
     * requests it again without a tag. A 304 without the tag may belong to another request; a refused tag is not sent again.
     */
    public boolean isAboutTag(Lookup lookup, Snapshot snapshot, int status, Function<String, List<String>> headers) {
        switch (status) {
            case 304:
                return snapshot.cachedActivity() == null || !snapshot.cachedActivity().isConfirmedBy(headers);
            case 204, 400, 412, 431:
                cachedActivities.asMap().computeIfPresent(new EntryKey(snapshot.keyEntries(), lookup.id()),
                        (entryKey, cachedActivity) -> cachedActivity.withTagRefused());
                return true;
            default:
                return false;
        }
    }

    /** Answers with a fresh activity of the cache; else asks Leadlex, and answers with a stale activity if Leadlex fails. */
    public CompletionStage<ActivityResult> find(Lookup lookup, ActivitySource leadlexSource, LeadlexListener listener) {
        ActivityResult.Found freshResult = findFreshResult(lookup);
        if (freshResult != null) {
            listener.eventHappened(LeadlexListener.Event.CACHED);
            return CompletableFuture.completedFuture(lookup.takeMemoryFor(freshResult));
        }
        return leadlexSource.find(lookup).thenApply(result -> {
            ActivityResult.Found staleResult = mayServeStale(result) ? findStaleResult(lookup) : null;
            if (staleResult == null) {
                return result;
            }
            listener.eventHappened(LeadlexListener.Event.STALE);
            return lookup.takeMemoryFor(staleResult);
        });
    }

    /** True for failures of Leadlex that may be temporary, but not for this service's own limits. */
    private static boolean mayServeStale(ActivityResult result) {
        return result instanceof ActivityResult.Failed failedResult && failedResult.failure().retryable()
                && failedResult.failure().code() != ErrorCode.OVERLOADED;
    }

    /** @return null when Leadlex has to be asked */
    ActivityResult.@Nullable Found findFreshResult(Lookup lookup) {
        CachedActivity cachedActivity = lookup.skipsCache() ? null : getCached(lookup);
        return cachedActivity != null && cachedActivity.isFresh(nanoClock.getAsLong(), ttlSeconds)
                ? cachedActivity.foundResult()
                : null;
    }

    /** @return the last good answer, if it may be served instead of a failure; else null */
    ActivityResult.@Nullable Found findStaleResult(Lookup lookup) {
        CachedActivity cachedActivity = lookup.skipsCache() ? null : getCached(lookup);
        long nowNanos = nanoClock.getAsLong();
        return cachedActivity != null && cachedActivity.mayBeServedStale(nowNanos, staleSeconds)
                ? new ActivityResult.Found(cachedActivity.foundResult().activity(), cachedActivity.ageSeconds(nowNanos))
                : null;
    }

    private @Nullable CachedActivity getCached(Lookup lookup) {
        KeyEntries keyEntries = entriesByFingerprint.getIfPresent(lookup.key().fingerprint());
        return keyEntries == null ? null : cachedActivities.getIfPresent(new EntryKey(keyEntries, lookup.id()));
    }

    /** Called for each answer of Leadlex. @return the result; for a 304 that names the tag, the cached activity */
    public ActivityResult recordAnswer(Lookup lookup, Snapshot snapshot, int status, Function<String, List<String>> headers,
            ActivityResult answeredResult) {
        EntryKey entryKey = new EntryKey(snapshot.keyEntries(), lookup.id());
        CachedActivity snapshotActivity = snapshot.cachedActivity();
        long madeAtNanos = snapshot.askedAtNanos() - CacheControl.ageSeconds(headers) * CachedActivity.NANOS_PER_SECOND;
        if (status == 304 && snapshotActivity != null && snapshotActivity.isConfirmedBy(headers)) {
            storeOrInvalidate(entryKey, snapshotActivity.withConfirmation(madeAtNanos, headers));
            return lookup.takeMemoryFor(snapshotActivity.foundResult());
        }
        if (answeredResult instanceof ActivityResult.Found found) {
            String etag = CachedActivity.etagOf(headers);
            CachedActivity replacedActivity = cachedActivities.getIfPresent(entryKey);
            boolean isTagRefused = replacedActivity != null && replacedActivity.hasRefusedTag(etag);
            storeOrInvalidate(entryKey, new CachedActivity(found, CacheControl.of(headers), madeAtNanos, etag, isTagRefused));
        } else if (status == 401 || status == 403) {
            entriesByFingerprint.invalidate(lookup.key().fingerprint());
        } else if (status < 300 || status == 404 || status == 410 || status == 451) {
            cachedActivities.invalidate(entryKey);
        }
        return answeredResult;
    }

    private void storeOrInvalidate(EntryKey entryKey, CachedActivity cachedActivity) {
        if (cachedActivity.cacheControl().mayStore()) {
            cachedActivities.put(entryKey, cachedActivity);
        } else {
            cachedActivities.invalidate(entryKey);
        }
    }

    /** The estimated bytes of all cached activities; for tests. */
    long estimatedBytes() {
        cachedActivities.cleanUp();
        return cachedActivities.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
