package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Remembers which key asked for which activity on one connection of HTTP/1.1. That protocol does not name the request of a
 * response, but an activity names its id. So if only one key asks for each id, a misplaced response never gives a key the
 * activity of another key.
 */
final class KeyAffinity {

    /** Bounds a connection's memory to 45 KB; a new connection for each 512 ids costs next to nothing. */
    private static final int MAX_IDS = 512;

    /** Keys by the hash of the request's path. Two ids with the same hash count as one, which errs on the safe side. */
    private final IntObjectMap<ApiKey.Fingerprint> keys = new IntObjectHashMap<>();
    private ApiKey.@Nullable Fingerprint last;
    private boolean lastKeyOnly;

    /** Reserves the connection for the last key, since a 4xx is about a key and names no id. */
    void refused() {
        lastKeyOnly = true;
    }

    /** @return true when the key may ask for this path on this connection; the pair is then remembered */
    boolean admits(ApiKey.Fingerprint requested, String path) {
        ApiKey.Fingerprint key = last != null && last.equals(requested) ? last : requested; // keep one fingerprint object
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
