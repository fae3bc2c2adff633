package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Places that look-ups of all keys share. Half of them are for keys that Leadlex has answered: anybody can make up any number
 * of others, and would take all.
 */
public final class Places {

    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenByUnknown = new AtomicLong();

    /** @param most how many there are */
    public Places(long most) {
        this.most = most;
    }

    /**
     * @param known whether it is for a key that Leadlex has answered
     * @return whether there was one, which has to be given back then
     */
    public boolean take(boolean known) {
        boolean free = taken.incrementAndGet() <= most;
        boolean fair = known || takenByUnknown.incrementAndGet() <= most - most / 2;
        if (free && fair) {
            return true;
        }
        giveBack(known);
        return false;
    }

    /** @param known as it was when the place was taken */
    public void giveBack(boolean known) {
        taken.decrementAndGet();
        if (!known) {
            takenByUnknown.decrementAndGet();
        }
    }
}
