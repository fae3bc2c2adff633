package com.leadlex.graphql.leadlex.connection;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;

/**
 * Remembers which key asked for which activity on one connection of HTTP/1.1.
 * A response of HTTP/1.1 does not name its request, but an activity names its id.
 * So if only one key asks for each id, a misplaced response never gives a key the activity of another key.
 */
final class KeyAffinity {

    /** The ids that one connection may ask for: they take 45 KB, and a new connection for each 512 ids costs little. */
    private static final int MAX_PATHS = 512;

    /** Keys by the hash of the request's path. Two ids with the same hash count as one id, which is safe. */
    private final IntObjectMap<ApiKey.Fingerprint> keysByPathHash = new IntObjectHashMap<>();
    private ApiKey.@Nullable Fingerprint lastKey;
    private boolean isReservedForLastKey;

    /** Called after a 4xx, which is about a key and names no id: only the last key may use the connection from then on. */
    void reserveForLastKey() {
        isReservedForLastKey = true;
    }

    /** @return true when the key may request this path on this connection; key and path are then remembered */
    boolean admitRequest(ApiKey.Fingerprint requestingKey, String requestPath) {
        // Keeps a single fingerprint object for a key that makes many requests in a row.
        ApiKey.Fingerprint key = lastKey != null && lastKey.equals(requestingKey) ? lastKey : requestingKey;
        if (isReservedForLastKey && key != lastKey) {
            return false;
        }
        lastKey = key;
        ApiKey.Fingerprint firstKey = keysByPathHash.get(requestPath.hashCode());
        if (firstKey != null) {
            return firstKey.equals(key);
        }
        keysByPathHash.put(requestPath.hashCode(), key);
        return keysByPathHash.size() <= MAX_PATHS;
    }
}
