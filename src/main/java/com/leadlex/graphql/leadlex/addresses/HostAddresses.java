package com.leadlex.graphql.leadlex.addresses;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Vertx;

/**
 * All addresses of a host's name, and the one that connections are made to: the first, until it fails. They are looked up on a
 * worker and kept when they cannot be. Vert.x alone would look the name up on an event loop, which waits for it, and would use
 * the first address whatever comes of it.
 */
public final class HostAddresses {

    /** For how long Java keeps them, too. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final String host;
    private final Vertx vertx;
    private final AtomicInteger choice = new AtomicInteger();
    private final AtomicBoolean lookingUp = new AtomicBoolean();
    private volatile List<InetAddress> all = List.of();
    private volatile long lookedUp = System.nanoTime() - 2 * KEPT_NANOS;

    HostAddresses(String host, Vertx vertx) {
        this.host = host;
        this.vertx = vertx;
    }

    boolean areOf(String name) {
        return host.equalsIgnoreCase(name);
    }

    /** How often another address was chosen; what {@link #chooseAnother} wants to know of a connection that failed. */
    public int choice() {
        return choice.get();
    }

    /** @return null while none is known */
    @Nullable
    InetAddress chosen() {
        if (System.nanoTime() - lookedUp > KEPT_NANOS && lookingUp.compareAndSet(false, true)) {
            vertx.executeBlocking(() -> {
                lookUp();
                return null;
            }, false).onComplete(done -> lookingUp.set(false));
        }
        List<InetAddress> known = all;
        return known.isEmpty() ? null : known.get(Math.floorMod(choice.get(), known.size()));
    }

    /** Waits for the name service. */
    private void lookUp() {
        lookedUp = System.nanoTime();
        try {
            all = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            // What was known may still be right. Without any, connecting fails and tells why.
        }
    }

    /**
     * No connection could be made. Of many that fail at a time, the first one chooses.
     *
     * @param made the choice before the connection was asked for
     * @param tried how many addresses were tried
     * @return whether there is another one to try
     */
    public boolean chooseAnother(int made, int tried) {
        if (tried >= all.size()) {
            return false;
        }
        choice.compareAndSet(made, made + 1);
        return true;
    }
}
