package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.json.JsonText;

/**
 * An activity as Leadlex gave it, and since when it is known.
 *
 * @param made when Leadlex made or last confirmed it, by the clock of {@link System#nanoTime}
 * @param etag what Leadlex calls this state of it, or null
 * @param refused whether Leadlex refused a request that named the tag
 */
record CachedActivity(ActivityResult.Found found, CacheControl control, long made, @Nullable String etag, boolean refused) {

    /** One entity tag (RFC 9110, section 8.8.3), and not a longer one than a head has room for. */
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[!#-~\\x80-\\xFF]{0,512}\"");

    private static final long NANOS = 1_000_000_000L;
    /** The objects around the texts: the record, its key, both entries of the cache. */
    private static final int OBJECTS = 600;

    long ageSeconds(long now) {
        return Math.max(0, now - made) / NANOS;
    }

    /** @param ttlSeconds for how long it is fresh where Leadlex does not say; 0: never, even where it does */
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
    boolean isConfirmedBy(Function<String, List<String>> headers) {
        String named = etagOf(headers);
        return etag != null && named != null && opaque(etag).equals(opaque(named));
    }

    /** @return null where there is none, or what is there cannot be sent back: no quotes, a list, {@code *} */
    static @Nullable String etagOf(Function<String, List<String>> headers) {
        List<String> values = headers.apply("ETag");
        return values.size() == 1 && ETAG.matcher(values.get(0)).matches() ? values.get(0) : null;
    }

    /** @return the tag for {@code If-None-Match}, or null */
    @Nullable
    String tagToSend() {
        return refused ? null : etag;
    }

    CachedActivity withTagRefused() {
        return new CachedActivity(found, control, made, etag, true);
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** An estimate that is rather too high: each character counts as two bytes, which is so where one of them is not Latin. */
    int bytes() {
        long bytes = OBJECTS + text(found.activity().id()) + text(etag);
        for (ActivityField field : ActivityField.values()) {
            Object value = field.of(found.activity());
            bytes += value instanceof JsonText json ? json.bytes() : text(value == null ? null : value.toString());
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static long text(@Nullable String text) {
        return text == null ? 0 : 56 + 2L * text.length();
    }
}
