package com.leadlex.graphql.leadlex.resilience;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.memory.Budget;

/**
 * Admission control for Leadlex: all keys share as many places as there are connections. A look-up without a place waits, and
 * keys take turns. Half of the places is reserved for verified keys, since callers can make up any number of keys.
 */
final class LookupPermits {

    private final Budget places;
    private final int maxWaitingPerKey;
    private final Map<Object, Set<Permit>> waitingVerified = new LinkedHashMap<>();
    private final Map<Object, Set<Permit>> waitingUnverified = new LinkedHashMap<>();
    private boolean isUnverifiedNext;

    /**
     * @param keyLimit how many of the places one key may have, if less than a quarter
     * @param maxWaitingPerKey how many look-ups of one key may wait
     */
    LookupPermits(long placeCount, long keyLimit, int maxWaitingPerKey) {
        this.places = new Budget(placeCount, placeCount / 2, keyLimit);
        this.maxWaitingPerKey = maxWaitingPerKey;
    }

    /**
     * @param isVerified true when Leadlex has answered the key
     * @param startLookup called by the look-up that makes room for this one, on its thread; not where there is room at once
     * @return null when too many of the key wait already
     */
    synchronized @Nullable Permit request(Object key, boolean isVerified, Runnable startLookup) {
        Permit permit = new Permit(key, isVerified, startLookup);
        if (!permit.isImmediate) {
            Set<Permit> permitsOfKey = waitingByKey(isVerified).computeIfAbsent(key, newKey -> new LinkedHashSet<>());
            if (permitsOfKey.size() >= maxWaitingPerKey) {
                return null;
            }
            permitsOfKey.add(permit);
        }
        return permit;
    }

    private Map<Object, Set<Permit>> waitingByKey(boolean isVerified) {
        return isVerified ? waitingVerified : waitingUnverified;
    }

    /** Gives a place to the next waiting look-up. @return null when none may have it */
    private @Nullable Permit nextPermit() {
        isUnverifiedNext = !isUnverifiedNext;
        Permit permit = nextPermit(waitingByKey(!isUnverifiedNext));
        return permit == null ? nextPermit(waitingByKey(isUnverifiedNext)) : permit;
    }

    private @Nullable Permit nextPermit(Map<Object, Set<Permit>> waitingByKey) {
        for (Iterator<Map.Entry<Object, Set<Permit>>> keyIterator = waitingByKey.entrySet().iterator(); keyIterator
                .hasNext();) {
            Map.Entry<Object, Set<Permit>> firstKeyPermits = keyIterator.next();
            Object key = firstKeyPermits.getKey();
            Set<Permit> permitsOfKey = firstKeyPermits.getValue();
            Permit permit = permitsOfKey.iterator().next();
            if (permit.takePlace()) {
                keyIterator.remove();
                permitsOfKey.remove(permit);
                if (!permitsOfKey.isEmpty()) {
                    waitingByKey.put(key, permitsOfKey); // behind the other keys in the queue
                }
                return permit;
            }
            if (!places.isExhaustedBy(key)) {
                return null; // no key would get a place; at most four exhausted keys are skipped
            }
        }
        return null;
    }

    /** One look-up's place at Leadlex, or its position in the queue. */
    final class Permit {

        private final Object key;
        private final boolean isVerified;
        private final Runnable startLookup;
        private boolean hasPlace;
        private boolean isReleased;
        /** True when a place was free at once. */
        final boolean isImmediate;

        private Permit(Object key, boolean isVerified, Runnable startLookup) {
            this.key = key;
            this.isVerified = isVerified;
            this.startLookup = startLookup;
            isImmediate = takePlace();
        }

        /** How many places outside the reserve the permit needs. */
        private int unreservedPlaces() {
            return isVerified ? 0 : 1;
        }

        private boolean takePlace() {
            hasPlace = places.take(key, 1, unreservedPlaces());
            return hasPlace;
        }

        /** Passes the place on to the next look-up, or leaves the queue. */
        void release() {
            Permit nextPermit = null;
            synchronized (LookupPermits.this) {
                if (isReleased) {
                    return;
                }
                isReleased = true;
                if (hasPlace) {
                    places.giveBack(key, 1, unreservedPlaces());
                    nextPermit = nextPermit();
                } else {
                    waitingByKey(isVerified).computeIfPresent(key, (sameKey, permitsOfKey) -> {
                        permitsOfKey.remove(this);
                        return permitsOfKey.isEmpty() ? null : permitsOfKey;
                    });
                }
            }
            if (nextPermit != null) {
                nextPermit.startLookup.run();
            }
        }
    }
}
