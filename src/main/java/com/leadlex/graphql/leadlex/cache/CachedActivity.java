package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.Activity;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.json.JsonText;

/**
 * An activity as Leadlex gave it, and since when it is known.
 *
 * @param made when Leadlex made or last confirmed it, by the clock of {@link System#nanoTime}
 * @param etag what Leadlex calls this state of it, or null
 */
record CachedActivity(ActivityResult.Found found, CacheControl control, long made, @Nullable String etag) {

    private static final long NANOS = 1_000_000_000L;
    /** The objects around the texts: the record, its key, both entries of the cache. */
    private static final int OBJECTS = 600;

    long ageSeconds(long now) {
        return Math.max(0, now - made) / NANOS;
    }

    /** @param ttlSeconds for how long it is fresh where Leadlex does not say; 0: never, whatever Leadlex says */
    boolean isFresh(long now, long ttlSeconds) {
        if (ttlSeconds == 0) {
            return false;
        }
        return ageSeconds(now) < (control.maxAge() == null ? ttlSeconds : control.maxAge());
    }

    boolean mayBeGivenStale(long now, long longestSeconds) {
        return control.staleAllowed() && longestSeconds > 0 && ageSeconds(now) <= longestSeconds;
    }

    /**
     * Whether a 304 with these headers is about this activity. It names no id, but the tag that was asked for (RFC 9110,
     * section 15.4.5); compared as {@code If-None-Match} is, so that a proxy may have made the tag a weak one.
     */
    boolean isConfirmedBy(Map<String, List<String>> headers) {
        String named = etagOf(headers);
        return etag != null && named != null && opaque(etag).equals(opaque(named));
    }

    /** @return null where there is none */
    static @Nullable String etagOf(Map<String, List<String>> headers) {
        List<String> values = headers.get("ETag");
        return values == null || values.get(0).isBlank() ? null : values.get(0);
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** An estimate that is rather too high: each character counts as two bytes, which is so where one of them is not Latin. */
    int bytes() {
        Activity it = found.activity();
        JsonText metadata = it.metadata();
        long bytes = OBJECTS + text(it.id()) + text(it.id()) + text(it.type()) + text(it.title()) + text(it.description())
                + text(it.contactId()) + text(it.dealId()) + text(it.entityType()) + text(it.entityId())
                + text(it.entityName()) + text(it.createdByUserId()) + text(etag)
                + text(it.createdDate() == null ? null : it.createdDate().toString())
                + (metadata == null ? 0 : metadata.bytes());
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static long text(@Nullable String text) {
        return text == null ? 0 : 56 + 2L * text.length();
    }
}
