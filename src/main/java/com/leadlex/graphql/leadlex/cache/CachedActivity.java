package com.leadlex.graphql.leadlex.cache;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityField;
import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.json.JsonText;

/**
 * A cached activity, with its age and Leadlex's caching directives.
 *
 * @param madeAt when Leadlex made or last confirmed the activity, by {@link System#nanoTime}
 * @param etag the entity tag of this state of the activity, or null
 * @param refused true when Leadlex refused a request with this tag
 */
record CachedActivity(ActivityResult.Found found, CacheControl control, long madeAt, @Nullable String etag, boolean refused) {

    /** One entity tag (RFC 9110, section 8.8.3) of bounded length. */
    private static final Pattern ETAG = Pattern.compile("(W/)?\"[!#-~\\x80-\\xFF]{0,512}\"");

    private static final long NANOS = 1_000_000_000L;
    /** The bytes of the record, its key and both cache entries, without texts. */
    private static final int OBJECTS = 600;

    long ageSeconds(long now) {
        return Math.max(0, now - madeAt) / NANOS;
    }

    /** @param ttlSeconds how long the activity is fresh if Leadlex does not say; 0 means never, even if Leadlex says so */
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
     * True when a 304 with these headers is about this activity, by its tag (RFC 9110, section 15.4.5). Strong and weak tags
     * are equal, as for {@code If-None-Match}, since a proxy may have weakened the tag.
     */
    boolean isConfirmedBy(Function<String, List<String>> headers) {
        String named = etagOf(headers);
        return etag != null && named != null && opaque(etag).equals(opaque(named));
    }

    /** @return null when there is no tag, or none that can be sent back: without quotes, a list, {@code *} */
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
        return new CachedActivity(found, control, madeAt, etag, true);
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** An estimate that errs on the high side: each character counts as two bytes, as in texts beyond Latin-1. */
    int bytes() {
        long bytes = OBJECTS + text(found.activity().id()) + text(etag);
        for (ActivityField field : ActivityField.values()) {
            Object value = field.of(found.activity());
            bytes += value instanceof JsonText json ? json.sizeBytes() : text(value == null ? null : value.toString());
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static long text(@Nullable String text) {
        return text == null ? 0 : 56 + 2L * text.length();
    }
}
