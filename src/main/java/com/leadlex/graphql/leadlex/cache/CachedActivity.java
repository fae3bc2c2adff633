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
 * @param madeAtNanos when Leadlex made or last confirmed the activity, by {@link System#nanoTime}
 * @param etag the entity tag of this state of the activity, or null
 * @param isTagRefused true when Leadlex refused a request with this tag
 */
record CachedActivity(ActivityResult.Found foundResult, CacheControl cacheControl, long madeAtNanos, @Nullable String etag,
        boolean isTagRefused) {

    /** One entity tag (RFC 9110, section 8.8.3) of bounded length. */
    private static final Pattern ETAG_PATTERN = Pattern.compile("(W/)?\"[!#-~\\x80-\\xFF]{0,512}\"");

    static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** The bytes of the record, its key and both cache entries, without texts. */
    private static final int ESTIMATED_OBJECT_BYTES = 600;
    private static final long TEXT_OBJECT_BYTES = 56;
    private static final long BYTES_PER_CHARACTER = 2;

    long ageSeconds(long nowNanos) {
        return Math.max(0, nowNanos - madeAtNanos) / NANOS_PER_SECOND;
    }

    /** @param ttlSeconds how long the activity is fresh if Leadlex does not say; 0 means never, even if Leadlex says so */
    boolean isFresh(long nowNanos, long ttlSeconds) {
        if (ttlSeconds == 0) {
            return false;
        }
        return ageSeconds(nowNanos) < (cacheControl.maxAgeSeconds() == null ? ttlSeconds : cacheControl.maxAgeSeconds());
    }

    boolean mayBeServedStale(long nowNanos, long maxStaleSeconds) {
        return cacheControl.mayServeStale() && maxStaleSeconds > 0 && ageSeconds(nowNanos) <= maxStaleSeconds;
    }

    /**
     * True when a 304 with these headers names the tag of this activity (RFC 9110, section 15.4.5).
     * Strong and weak tags are equal, as for {@code If-None-Match}, since a proxy may have weakened the tag.
     */
    boolean isConfirmedBy(Function<String, List<String>> headers) {
        String confirmedEtag = etagOf(headers);
        return etag != null && confirmedEtag != null && withoutWeakPrefix(etag).equals(withoutWeakPrefix(confirmedEtag));
    }

    /** @return null without a tag, or if the tag cannot be sent back: it has no quotes, is a list, or is {@code *} */
    static @Nullable String etagOf(Function<String, List<String>> headers) {
        List<String> etagHeaders = headers.apply("ETag");
        return etagHeaders.size() == 1 && ETAG_PATTERN.matcher(etagHeaders.get(0)).matches() ? etagHeaders.get(0) : null;
    }

    /** @return the tag for {@code If-None-Match}, or null */
    @Nullable
    String tagToSend() {
        return isTagRefused ? null : etag;
    }

    /** The activity as a 304 with these headers confirms it; without caching headers, the earlier directives still hold. */
    CachedActivity withConfirmation(long confirmedAtNanos, Function<String, List<String>> headers) {
        CacheControl confirmedControl = CacheControl.isPresentIn(headers) ? CacheControl.of(headers) : cacheControl;
        return new CachedActivity(foundResult, confirmedControl, confirmedAtNanos, etag, /* isTagRefused= */ false);
    }

    /** True when Leadlex refused a request with this very tag. */
    boolean hasRefusedTag(@Nullable String answeredEtag) {
        return isTagRefused && etag != null && etag.equals(answeredEtag);
    }

    CachedActivity withTagRefused() {
        return new CachedActivity(foundResult, cacheControl, madeAtNanos, etag, /* isTagRefused= */ true);
    }

    private static String withoutWeakPrefix(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** An estimate that errs on the high side: each character counts as two bytes, as in texts beyond Latin-1. */
    int estimatedBytes() {
        long estimatedBytes = ESTIMATED_OBJECT_BYTES + estimatedTextBytes(foundResult.activity().id())
                + estimatedTextBytes(etag);
        for (ActivityField field : ActivityField.values()) {
            Object fieldValue = field.valueIn(foundResult.activity());
            estimatedBytes += fieldValue instanceof JsonText json ? json.sizeBytes()
                    : estimatedTextBytes(fieldValue == null ? null : fieldValue.toString());
        }
        return (int) Math.min(Integer.MAX_VALUE, estimatedBytes);
    }

    private static long estimatedTextBytes(@Nullable String text) {
        return text == null ? 0 : TEXT_OBJECT_BYTES + BYTES_PER_CHARACTER * text.length();
    }
}
