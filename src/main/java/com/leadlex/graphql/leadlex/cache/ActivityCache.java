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

    /** With its fingerprint and its entry, by a generous estimate. */
    private static final int BYTES_AN_OWNER = 256;

    private final long ttlSeconds;
    private final long staleSeconds;
    private final boolean on;
    private final LongSupplier nanos;
    private final Cache<ApiKey.Fingerprint, Owner> owners;
    private final Cache<Place, CachedActivity> activities;

    @Inject
    ActivityCache(CacheConfig config, LeadlexConfig leadlex) {
        this(config, leadlex.keys().max(), System::nanoTime);
    }

    ActivityCache(CacheConfig config, long keys, LongSupplier nanos) {
        // A fraction of a second is a second: 0 is off.
        ttlSeconds = config.ttl().plusNanos(999_999_999).toSeconds();
        staleSeconds = config.staleIfError().plusNanos(999_999_999).toSeconds();
        on = ttlSeconds > 0 || staleSeconds > 0;
        this.nanos = nanos;
        owners = Caffeine.newBuilder().maximumSize(Math.min(keys, HeapBudget.OWNERS.of(BYTES_AN_OWNER))).executor(Runnable::run)
                .build();
        activities = Caffeine.newBuilder()
                .maximumWeight(Math.min(config.maxBytes(), HeapBudget.ACTIVITIES.bytes()))
                .weigher((Place place, CachedActivity cached) -> cached.bytes()).executor(Runnable::run).build();
    }

    public boolean isOn() {
        return on;
    }

    /** Stands for a key, from the first look-up until Leadlex refuses the key. Equal to nothing but itself. */
    static final class Owner {
    }

    /** Where an activity is remembered. */
    private record Place(Owner owner, String id) {
    }

    /**
     * What is known when Leadlex is asked. It belongs to the call, so that an answer is kept for the owner that asked.
     *
     * @param cached to be confirmed by Leadlex, or null
     * @param at when, by the clock of {@link System#nanoTime}: an answer is at least as old as it was on its way
     */
    public record Asked(Owner owner, @Nullable CachedActivity cached, long at) {

        /** For {@code If-None-Match}. */
        @Nullable
        public String etag() {
            return cached == null ? null : cached.tagToSend();
        }
    }

    /** @return null when there is no cache */
    @Nullable
    public Asked asking(Lookup lookup) {
        if (!on) {
            return null;
        }
        Owner owner = owners.get(lookup.key().fingerprint(), key -> new Owner());
        return new Asked(owner, activities.getIfPresent(new Place(owner, lookup.id())), nanos.getAsLong());
    }

    /**
     * True when the answer to a request with {@code If-None-Match} is about the tag and not about the activity, which is then
     * asked for without one. A 304 that does not name the tag may be meant for another request of its connection; a tag that
     * is refused is not sent again.
     */
    public boolean isAboutTag(Lookup lookup, Asked asked, int status, Function<String, List<String>> headers) {
        switch (status) {
            case 304:
                return asked.cached() == null || !asked.cached().isConfirmedBy(headers);
            case 204, 400, 412, 431:
                activities.asMap().computeIfPresent(new Place(asked.owner(), lookup.id()),
                        (place, cached) -> cached.withTagRefused());
                return true;
            default:
                return false;
        }
    }

    /** Answers with what is fresh, and while Leadlex fails with the last good answer. */
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

    /** A failure of Leadlex's that may pass. Our own limit is no reason to give what is old. */
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
        return owner == null ? null : activities.getIfPresent(new Place(owner, lookup.id()));
    }

    /** Leadlex answered. @return what the answer means: a 304 that names its tag is the activity that was known */
    public ActivityResult answered(Lookup lookup, Asked asked, int status, Function<String, List<String>> headers,
            ActivityResult read) {
        Place place = new Place(asked.owner(), lookup.id());
        CachedActivity known = asked.cached();
        long made = asked.at() - CacheControl.age(headers) * 1_000_000_000L;
        if (status == 304 && known != null && known.isConfirmedBy(headers)) {
            CacheControl control = CacheControl.isIn(headers) ? CacheControl.of(headers) : known.control();
            keep(place, new CachedActivity(known.found(), control, made, known.etag(), false));
            return lookup.keep(known.found());
        }
        if (read instanceof ActivityResult.Found found) {
            String etag = CachedActivity.etagOf(headers);
            CachedActivity before = activities.getIfPresent(place);
            boolean refused = before != null && before.refused() && before.etag() != null && before.etag().equals(etag);
            keep(place, new CachedActivity(found, CacheControl.of(headers), made, etag, refused));
        } else if (status == 401 || status == 403) {
            owners.invalidate(lookup.key().fingerprint());
        } else if (status < 300 || status == 404 || status == 410 || status == 451) {
            activities.invalidate(place);
        }
        return read;
    }

    private void keep(Place place, CachedActivity cached) {
        if (cached.control().store()) {
            activities.put(place, cached);
        } else {
            activities.invalidate(place);
        }
    }

    /** The bytes of all that is remembered, as estimated; for tests. */
    long bytes() {
        activities.cleanUp();
        return activities.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
