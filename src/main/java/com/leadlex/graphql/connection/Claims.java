package com.leadlex.graphql.connection;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.leadlex.graphql.memory.HeapShare;

/**
 * The memory of what callers have begun to send and not finished, of all connections together. A thousand that are each within
 * their limit may still be more than the heap holds: then the claim that was begun first is given up.
 */
@Singleton
public class Claims {

    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();

    @Inject
    Claims() {
        this(HeapShare.BODIES.bytes());
    }

    /** @param most how many bytes may wait */
    Claims(long most) {
        this.most = most;
    }

    /**
     * @param loop where the claim is told what it holds, and given up
     * @param giveUp lets go of all that the claim holds
     */
    public Claim claim(Executor loop, Runnable giveUp) {
        return new Claim(this, loop, giveUp);
    }

    /** How many bytes wait; for tests. */
    long bytes() {
        return bytes.get();
    }

    void add(Claim claim) {
        held.add(claim);
    }

    void remove(Claim claim) {
        held.remove(claim);
    }

    void changed(long by) {
        if (bytes.addAndGet(by) > most && by > 0) {
            giveUpOldest();
        }
    }

    private void giveUpOldest() {
        while (bytes.get() > most) {
            Claim oldest = held.stream().min(Comparator.comparingLong(Claim::begunAt)).orElse(null);
            if (oldest == null) {
                return;
            }
            if (held.remove(oldest)) {
                bytes.addAndGet(-oldest.giveUp());
            }
        }
    }
}
