package com.leadlex.graphql.connection;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** What one request that has not come whole has in memory. */
public final class Claim {

    private static final long GIVEN_UP = -1;

    private final Claims all;
    private final Executor loop;
    private final Runnable giveUp;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long begunAt;

    Claim(Claims all, Executor loop, Runnable giveUp) {
        this.all = all;
        this.loop = loop;
        this.giveUp = giveUp;
    }

    /** How many bytes it holds from now on; once it is given up, that counts no more. */
    public void holds(long now) {
        long before = bytes.get();
        if (before == now || before == GIVEN_UP || !bytes.compareAndSet(before, now)) {
            return;
        }
        if (before == 0) {
            begunAt = System.nanoTime();
            all.add(this);
        } else if (now == 0) {
            all.remove(this);
        }
        all.changed(now - before);
    }

    /** By {@link System#nanoTime}. */
    long begunAt() {
        return begunAt;
    }

    /** @return what it holds, until its loop comes to it */
    long giveUp() {
        loop.execute(giveUp);
        return bytes.getAndSet(GIVEN_UP);
    }
}
