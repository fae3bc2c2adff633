package com.leadlex.graphql.connection;

import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;

/** What one connection, or one request of it, has waiting in memory. */
public final class Claim {

    private static final long GIVEN_UP = -1;

    private final Claims all;
    private final Channel connection;
    private final Runnable giveUp;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long wentOnLast;

    Claim(Claims all, Channel connection, Runnable giveUp) {
        this.all = all;
        this.connection = connection;
        this.giveUp = giveUp;
    }

    /** How many bytes it holds from now on; once it is given up, that counts no more. */
    public void holds(long now) {
        long before = bytes.get();
        if (before == now || before == GIVEN_UP || !bytes.compareAndSet(before, now)) {
            return;
        }
        if (before == 0) {
            goesOn();
            all.add(this);
        } else if (now == 0) {
            all.remove(this);
        }
        all.changed(now - before, connection);
    }

    /** It is not stuck: some of it was read, or answered. */
    void goesOn() {
        wentOnLast = all.now();
    }

    long bytes() {
        return bytes.get();
    }

    /** What it costs the others: its bytes, each for the time that nothing went on. */
    double cost(long now) {
        return (double) bytes.get() * (now - wentOnLast);
    }

    Object loop() {
        return connection.eventLoop();
    }

    /**
     * At once where that can be: while a loop looks at a thousand sockets, it runs no tasks.
     *
     * @param busy in the middle of something
     * @return what it holds, until its loop comes to it
     */
    long giveUp(Channel busy) {
        long held = bytes.getAndSet(GIVEN_UP);
        if (connection != busy && connection.eventLoop().inEventLoop()) {
            giveUp.run();
        } else {
            connection.eventLoop().execute(giveUp);
        }
        return held;
    }
}
