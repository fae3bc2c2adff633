package com.leadlex.graphql.leadlex.resilience;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.memory.Budget;

/**
 * Admission control for Leadlex: all keys share as many places as there are connections. A look-up without a place waits;
 * the keys take turns. Half of the places are reserved for verified keys, since callers can make up any number of keys.
 */
final class LookupPermits {

    private final Budget placeBudget;
    private final int maxWaitingPerKey;
    private final Map<Object, Set<Permit>> verifiedWaitersByKey = new LinkedHashMap<>();
    private final Map<Object, Set<Permit>> unverifiedWaitersByKey = new LinkedHashMap<>();
    private boolean isUnverifiedNext;

    /**
     * @param keyLimit how many of the places one key may have, if less than a quarter
     * @param maxWaitingPerKey how many look-ups of one key may wait
     */
    LookupPermits(long placeCount, long keyLimit, int maxWaitingPerKey) {
        this.placeBudget = new Budget(placeCount, placeCount / 2, keyLimit);
        this.maxWaitingPerKey = maxWaitingPerKey;
    }

    /**
     * @param isVerified true when Leadlex has answered the key
     * @param startLookup called on the thread of the look-up that frees a place for this one; not called if a place is free now
     * @return null when too many look-ups of the key wait already
     */
    synchronized @Nullable Permit requestPermit(Object key, boolean isVerified, Runnable startLookup) {
        Permit permit = new Permit(key, isVerified, startLookup);
        if (!permit.isImmediate) {
            Set<Permit> waitersOfKey = waitersByKey(isVerified).computeIfAbsent(key, newKey -> new LinkedHashSet<>());
            if (waitersOfKey.size() >= maxWaitingPerKey) {
                return null;
            }
            waitersOfKey.add(permit);
        }
        return permit;
    }

    private Map<Object, Set<Permit>> waitersByKey(boolean isVerified) {
        return isVerified ? verifiedWaitersByKey : unverifiedWaitersByKey;
    }

    /** Gives a place to the next waiting look-up. @return null when no look-up may take the place */
    private @Nullable Permit takeNextPermit() {
        isUnverifiedNext = !isUnverifiedNext;
        Permit permit = takeNextPermit(waitersByKey(!isUnverifiedNext));
        return permit == null ? takeNextPermit(waitersByKey(isUnverifiedNext)) : permit;
    }

    private @Nullable Permit takeNextPermit(Map<Object, Set<Permit>> waitersByKey) {
        for (Iterator<Map.Entry<Object, Set<Permit>>> keyIterator = waitersByKey.entrySet().iterator(); keyIterator
                .hasNext();) {
            Map.Entry<Object, Set<Permit>> permitsByKeyEntry = keyIterator.next();
            Object key = permitsByKeyEntry.getKey();
            Set<Permit> waitersOfKey = permitsByKeyEntry.getValue();
            Permit permit = waitersOfKey.iterator().next();
            if (permit.takePlace()) {
                keyIterator.remove();
                waitersOfKey.remove(permit);
                if (!waitersOfKey.isEmpty()) {
                    waitersByKey.put(key, waitersOfKey); // behind the other keys in the queue
                }
                return permit;
            }
            if (!placeBudget.isExhaustedBy(key)) {
                return null; // no key would get a place; at most four exhausted keys are skipped
            }
        }
        return null;
    }

    /** The right of one look-up to a place at Leadlex, now or when its turn comes. */
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
            hasPlace = placeBudget.take(key, 1, unreservedPlaces());
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
                    placeBudget.giveBack(key, 1, unreservedPlaces());
                    nextPermit = takeNextPermit();
                } else {
                    waitersByKey(isVerified).computeIfPresent(key, (sameKey, waitersOfKey) -> {
                        waitersOfKey.remove(this);
                        return waitersOfKey.isEmpty() ? null : waitersOfKey;
                    });
                }
            }
            if (nextPermit != null) {
                nextPermit.startLookup.run();
            }
        }
    }
}
