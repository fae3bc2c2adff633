package com.leadlex.graphql.connection;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.leadlex.graphql.memory.HeapBudget;

import io.netty.channel.Channel;

/**
 * The memory that waits for callers, of all connections together: answers that are not read, requests behind them, bodies that
 * have not come whole, open streams of HTTP/2. A thousand connections that are each within their limit may still be more than
 * the heap holds: then the claim that costs the others most is given up, so that the small and the quick outlast the large and
 * stuck.
 */
@Singleton
public class Claims {

    private final long most;
    private final LongSupplier clock;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();

    @Inject
    Claims() {
        this(HeapBudget.WAITING.bytes(), System::nanoTime);
    }

    /**
     * @param most how many bytes may wait
     * @param clock nanoseconds
     */
    Claims(long most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * @param connection on whose loop the claim is told what it holds, and given up
     * @param giveUp lets go of all that the claim holds
     */
    public Claim claim(Channel connection, Runnable giveUp) {
        return new Claim(this, connection, giveUp);
    }

    /** How many bytes wait; for tests. */
    long bytes() {
        return bytes.get();
    }

    long now() {
        return clock.getAsLong();
    }

    void add(Claim claim) {
        held.add(claim);
    }

    void remove(Claim claim) {
        held.remove(claim);
    }

    void changed(long by, Channel connection) {
        if (bytes.addAndGet(by) > most && by > 0) {
            giveUpDearest(connection);
        }
    }

    /**
     * Somewhat more than has to go, so that it is not looked for each time. A loop that has more than its part lets go of its
     * own, which it can do at once.
     */
    private void giveUpDearest(Channel connection) {
        Map<Object, List<Claim>> byLoop = held.stream().collect(Collectors.groupingBy(Claim::loop));
        List<Claim> own = byLoop.getOrDefault(connection.eventLoop(), List.of());
        boolean isOver = own.stream().mapToLong(Claim::bytes).sum() > most / Math.max(1, byLoop.size());
        long now = now();
        (isOver ? own : held).stream().map(claim -> Map.entry(claim, claim.cost(now)))
                .sorted(Map.Entry.<Claim, Double> comparingByValue().reversed()).map(Map.Entry::getKey)
                .takeWhile(any -> bytes.get() > most - most / 16)
                .forEach(dearest -> {
                    if (held.remove(dearest)) {
                        bytes.addAndGet(-dearest.giveUp(connection));
                    }
                });
    }
}
