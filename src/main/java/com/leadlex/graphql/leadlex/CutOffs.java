package com.leadlex.graphql.leadlex;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;

import io.vertx.core.http.HttpClientRequest;

/**
 * Why calls were cut off here while their answer streamed in. The HTTP client tells only that the connection was closed, whatever reason
 * it is given, so the reason is left here for whoever made the call.
 */
final class CutOffs {

    /** Bounded, for the case that nobody asks any more. */
    private static final Cache<Call, Failure> REASONS = Caffeine.newBuilder()
            .maximumSize(1_000).expireAfterWrite(Duration.ofSeconds(10)).build();

    private CutOffs() {
    }

    /** Cuts the call off, leaving the reason first. */
    static void cutOff(HttpClientRequest request, Failure reason) {
        String authorization = request.headers().get("Authorization");
        ApiKey key = ApiKey.of(authorization.substring(authorization.indexOf(' ') + 1));
        String path = request.path();
        REASONS.put(new Call(key.fingerprint(), path.substring(path.lastIndexOf('/') + 1)), reason);
        request.reset();
    }

    /** @return null when the call was not cut off here */
    static Failure takeReason(ApiKey key, String id) {
        return REASONS.asMap().remove(new Call(key.fingerprint(), id));
    }

    /** One at a time: equal look-ups share a call. */
    private record Call(ApiKey.Fingerprint key, String id) {
    }
}
