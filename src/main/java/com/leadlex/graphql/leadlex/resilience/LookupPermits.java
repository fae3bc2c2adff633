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
    private final int queue;
    private final Map<Object, Set<Permit>> verified = new LinkedHashMap<>();
    private final Map<Object, Set<Permit>> unverified = new LinkedHashMap<>();
    private boolean unverifiedFirst;

    /**
     * @param keyLimit how many of the places one key may have, if less than a quarter
     * @param queue how many look-ups of one key may wait
     */
    LookupPermits(long places, long keyLimit, int queue) {
        this.places = new Budget(places, places / 2, keyLimit);
        this.queue = queue;
    }

    /**
     * @param isVerified true when Leadlex has answered the key
     * @param start called by the look-up that makes room for this one, on its thread; not where there is room at once
     * @return null when too many of the key wait already
     */
    synchronized @Nullable Permit request(Object key, boolean isVerified, Runnable start) {
        Permit permit = new Permit(key, isVerified, start);
        if (!permit.isImmediate) {
            Set<Permit> permitsOfKey = waiting(isVerified).computeIfAbsent(key, first -> new LinkedHashSet<>());
            if (permitsOfKey.size() >= queue) {
                return null;
            }
            permitsOfKey.add(permit);
        }
        return permit;
    }

    private Map<Object, Set<Permit>> waiting(boolean isVerified) {
        return isVerified ? verified : unverified;
    }

    /** Gives a place to the next waiting look-up. @return null when none may have it */
    private @Nullable Permit next() {
        unverifiedFirst = !unverifiedFirst;
        Permit next = next(waiting(!unverifiedFirst));
        return next == null ? next(waiting(unverifiedFirst)) : next;
    }

    private @Nullable Permit next(Map<Object, Set<Permit>> waiting) {
        for (Iterator<Map.Entry<Object, Set<Permit>>> keys = waiting.entrySet().iterator(); keys.hasNext();) {
            Map.Entry<Object, Set<Permit>> first = keys.next();
            Object key = first.getKey();
            Set<Permit> permitsOfKey = first.getValue();
            Permit permit = permitsOfKey.iterator().next();
            if (permit.take()) {
                keys.remove();
                permitsOfKey.remove(permit);
                if (!permitsOfKey.isEmpty()) {
                    waiting.put(key, permitsOfKey); // behind the other keys in the queue
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
        private final Runnable start;
        private boolean held;
        private boolean released;
        /** True when a place was free at once. */
        final boolean isImmediate;

        private Permit(Object key, boolean isVerified, Runnable start) {
            this.key = key;
            this.isVerified = isVerified;
            this.start = start;
            isImmediate = take();
        }

        private boolean take() {
            held = places.take(key, 1, isVerified ? 0 : 1);
            return held;
        }

        /** Passes the place on to the next look-up, or leaves the queue. */
        void release() {
            Permit next = null;
            synchronized (LookupPermits.this) {
                if (released) {
                    return;
                }
                released = true;
                if (held) {
                    places.giveBack(key, 1, isVerified ? 0 : 1);
                    next = next();
                } else {
                    waiting(isVerified).computeIfPresent(key, (same, permitsOfKey) -> {
                        permitsOfKey.remove(this);
                        return permitsOfKey.isEmpty() ? null : permitsOfKey;
                    });
                }
            }
            if (next != null) {
                next.start.run();
            }
        }
    }
}
