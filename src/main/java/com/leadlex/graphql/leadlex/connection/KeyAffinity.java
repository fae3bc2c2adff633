package com.leadlex.graphql.leadlex.connection;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Which key asked for which activity on one connection of HTTP/1.1. That protocol does not say which request an answer is for,
 * but an activity names its id. So where each id is asked for by one key alone, no key gets another's activity, whatever comes
 * over the connection, and whenever it comes.
 */
final class KeyAffinity {

    /** With 512 of them a connection takes 45 KB at most; a new one for each 512 ids costs next to nothing. */
    private static final int MOST = 512;

    /** By the hash of the request's path: two ids with the same one are taken for the same, which is on the safe side. */
    private final IntObjectMap<ApiKey.Fingerprint> keys = new IntObjectHashMap<>();
    private ApiKey.@Nullable Fingerprint last;
    private boolean alone;

    /** What a refusal says is meant for one key, and names no id: from now on the connection is for the last key alone. */
    void refused() {
        alone = true;
    }

    /** @return whether the request may be sent on this connection, which is remembered then */
    boolean admits(HttpRequest request) {
        ApiKey.Fingerprint key = keyOf(request);
        if (alone && !Objects.equals(key, last)) {
            return false;
        }
        last = key;
        int path = request.uri().hashCode();
        ApiKey.Fingerprint first = keys.get(path);
        if (first != null) {
            return first.equals(key);
        }
        keys.put(path, key);
        return keys.size() <= MOST;
    }

    /** The same object for requests in a row. */
    private ApiKey.Fingerprint keyOf(HttpRequest request) {
        ApiKey.Fingerprint key = ApiKey.of(request.headers().get(HttpHeaderNames.AUTHORIZATION)).fingerprint();
        return last != null && last.equals(key) ? last : key;
    }
}
