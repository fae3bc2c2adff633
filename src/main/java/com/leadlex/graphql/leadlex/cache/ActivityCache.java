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
 * The activities that are remembered, each under the key that fetched it. Every key has an {@link Owner}, and what is
 * remembered is found by that object alone: a key that Leadlex refuses loses its owner, so all that it had, answers that are
 * still on their way included. Errors are not remembered.
 */
@Singleton
public class ActivityCache {

    /** The memory of an owner with the fingerprint and cache entry, by a generous estimate. */
    private static final int BYTES_AN_OWNER = 256;

    private final long ttlSeconds;
    private final long staleSeconds;
    private final boolean on;
    private final LongSupplier nanos;
    private final Cache<ApiKey.Fingerprint, Owner> owners;
    private final Cache<EntryKey, CachedActivity> activities;

    @Inject
    ActivityCache(CacheConfig config, LeadlexConfig leadlex) {
        this(config, leadlex.keys().max(), System::nanoTime);
    }

    ActivityCache(CacheConfig config, long keys, LongSupplier nanos) {
        // Rounds fractions of a second up, since 0 means off.
        ttlSeconds = config.ttl().plusNanos(999_999_999).toSeconds();
        staleSeconds = config.staleIfError().plusNanos(999_999_999).toSeconds();
        on = ttlSeconds > 0 || staleSeconds > 0;
        this.nanos = nanos;
        owners = Caffeine.newBuilder().maximumSize(Math.min(keys, HeapBudget.OWNERS.of(BYTES_AN_OWNER))).executor(Runnable::run)
                .build();
        activities = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.maxBytes(), HeapBudget.ACTIVITIES.bytes()))
                .weigher((EntryKey entryKey, CachedActivity cached) -> cached.bytes()).executor(Runnable::run).build();
    }

    public boolean isOn() {
        return on;
    }

    /** Stands for a key from its first look-up until Leadlex refuses it. Compared by identity. */
    static final class Owner {
    }

    /** The cache key of an activity. */
    private record EntryKey(Owner owner, String id) {
    }

    /**
     * The state of the cache when Leadlex is snapshot. It belongs to the call, so that the answer is kept for the owner that
     * snapshot.
     *
     * @param cached the activity that Leadlex may confirm by a 304, or null
     * @param at when Leadlex was asked, by {@link System#nanoTime}: the time that an answer took counts as its age
     */
    public record Snapshot(Owner owner, @Nullable CachedActivity cached, long at) {

        /** The tag to send in {@code If-None-Match}, or null. */
        @Nullable
        public String etag() {
            return cached == null ? null : cached.tagToSend();
        }
    }

    /** @return null when there is no cache */
    @Nullable
    public Snapshot snapshot(Lookup lookup) {
        if (!on) {
            return null;
        }
        Owner owner = owners.get(lookup.key().fingerprint(), key -> new Owner());
        return new Snapshot(owner, activities.getIfPresent(new EntryKey(owner, lookup.id())), nanos.getAsLong());
    }

    /**
     * True when the answer to a request with {@code If-None-Match} is about the tag and not about the activity, which is then
     * requested again without a tag. A 304 without the tag may belong to another request; a refused tag is not sent again.
     */
    public boolean isAboutTag(Lookup lookup, Snapshot snapshot, int status, Function<String, List<String>> headers) {
        switch (status) {
            case 304:
                return snapshot.cached() == null || !snapshot.cached().isConfirmedBy(headers);
            case 204, 400, 412, 431:
                activities.asMap().computeIfPresent(new EntryKey(snapshot.owner(), lookup.id()),
                        (entryKey, cached) -> cached.withTagRefused());
                return true;
            default:
                return false;
        }
    }

    /** Answers with a fresh activity, or while Leadlex fails with the last good answer. */
    public CompletionStage<ActivityResult> find(Lookup lookup, ActivitySource leadlex, LeadlexListener listener) {
        ActivityResult.Found fresh = fresh(lookup);
        if (fresh != null) {
            listener.happened(LeadlexListener.Event.CACHED);
            return CompletableFuture.completedFuture(lookup.keep(fresh));
        }
        return leadlex.find(lookup).thenApply(result -> {
            ActivityResult.Found stale = mayServeStale(result) ? stale(lookup) : null;
            if (stale == null) {
                return result;
            }
            listener.happened(LeadlexListener.Event.STALE);
            return lookup.keep(stale);
        });
    }

    /** True for failures of Leadlex that may pass, but not for this service's own limits. */
    private static boolean mayServeStale(ActivityResult result) {
        return result instanceof ActivityResult.Failed failed && failed.failure().retryable()
                && failed.failure().code() != ErrorCode.OVERLOADED;
    }

    /** @return null when Leadlex has to be asked */
    ActivityResult.@Nullable Found fresh(Lookup lookup) {
        CachedActivity cached = lookup.fresh() ? null : get(lookup);
        return cached != null && cached.isFresh(nanos.getAsLong(), ttlSeconds) ? cached.found() : null;
    }

    /** @return the last good answer, where it may be given instead of a failure; else null */
    ActivityResult.@Nullable Found stale(Lookup lookup) {
        CachedActivity cached = lookup.fresh() ? null : get(lookup);
        long now = nanos.getAsLong();
        return cached != null && cached.mayBeGivenStale(now, staleSeconds)
                ? new ActivityResult.Found(cached.found().activity(), cached.ageSeconds(now))
                : null;
    }

    private @Nullable CachedActivity get(Lookup lookup) {
        Owner owner = owners.getIfPresent(lookup.key().fingerprint());
        return owner == null ? null : activities.getIfPresent(new EntryKey(owner, lookup.id()));
    }

    /** Called for each answer of Leadlex. @return the result: for a 304 that names the tag, the cached activity */
    public ActivityResult answered(Lookup lookup, Snapshot snapshot, int status, Function<String, List<String>> headers,
            ActivityResult read) {
        EntryKey entryKey = new EntryKey(snapshot.owner(), lookup.id());
        CachedActivity known = snapshot.cached();
        long madeAt = snapshot.at() - CacheControl.age(headers) * 1_000_000_000L;
        if (status == 304 && known != null && known.isConfirmedBy(headers)) {
            CacheControl control = CacheControl.isIn(headers) ? CacheControl.of(headers) : known.control();
            keep(entryKey, new CachedActivity(known.found(), control, madeAt, known.etag(), false));
            return lookup.keep(known.found());
        }
        if (read instanceof ActivityResult.Found found) {
            String etag = CachedActivity.etagOf(headers);
            CachedActivity before = activities.getIfPresent(entryKey);
            boolean refused = before != null && before.refused() && before.etag() != null && before.etag().equals(etag);
            keep(entryKey, new CachedActivity(found, CacheControl.of(headers), madeAt, etag, refused));
        } else if (status == 401 || status == 403) {
            owners.invalidate(lookup.key().fingerprint());
        } else if (status < 300 || status == 404 || status == 410 || status == 451) {
            activities.invalidate(entryKey);
        }
        return read;
    }

    private void keep(EntryKey entryKey, CachedActivity cached) {
        if (cached.control().store()) {
            activities.put(entryKey, cached);
        } else {
            activities.invalidate(entryKey);
        }
    }

    /** The estimated bytes of all cached activities; for tests. */
    long bytes() {
        activities.cleanUp();
        return activities.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
