package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Which key asked for which activity on one connection of HTTP/1.1. That protocol does not say which request a response is for,
 * but an activity names its id. So where each id is asked for by one key alone, no key gets another's activity, whatever comes
 * over the connection, and whenever it comes.
 */
final class KeyAffinity {

    /** With 512 ids a connection takes 45 KB at most; a new connection for each 512 ids costs next to nothing. */
    private static final int MAX_IDS = 512;

    /** By the hash of the request's path: two ids with the same hash count as the same, which is on the safe side. */
    private final IntObjectMap<ApiKey.Fingerprint> keys = new IntObjectHashMap<>();
    private ApiKey.@Nullable Fingerprint last;
    private boolean lastKeyOnly;

    /** A refusal is meant for one key, and names no id: from now on the connection is for the last key alone. */
    void refused() {
        lastKeyOnly = true;
    }

    /** @return true when the key may ask for this path on this connection, which is remembered then */
    boolean admits(ApiKey.Fingerprint requested, String path) {
        ApiKey.Fingerprint key = last != null && last.equals(requested) ? last : requested; // one object for requests in a row
        if (lastKeyOnly && key != last) {
            return false;
        }
        last = key;
        ApiKey.Fingerprint first = keys.get(path.hashCode());
        if (first != null) {
            return first.equals(key);
        }
        keys.put(path.hashCode(), key);
        return keys.size() <= MAX_IDS;
    }
}
