package com.leadlex.graphql.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.netty.channel.Channel;

/**
 * Bounds the memory of buffers for callers, of all connections together: unread answers, incomplete heads and bodies. A
 * thousand connections that each keep within their limit may still need more than the heap has. Beyond the limit the accounts
 * with the highest stall cost (bytes by time without progress) are evicted, so small and quick ones outlast large and stalled
 * ones.
 */
public final class OverloadManager {

    private static final long EVICTED = -1;

    private final long limit;
    private final LongSupplier nanoTime;
    private final AtomicLong total = new AtomicLong();
    private final Set<BufferAccount> accounts = ConcurrentHashMap.newKeySet();

    /** @param limit in bytes */
    public OverloadManager(long limit) {
        this(limit, System::nanoTime);
    }

    OverloadManager(long limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * @param connection on whose event loop the account is changed and evicted
     * @param size an upper bound of the bytes in the buffer at the moment; called on any thread
     * @param evict releases everything that the account counts
     */
    public BufferAccount account(Channel connection, LongSupplier size, Runnable evict) {
        return new BufferAccount(connection, size, evict);
    }

    long totalBytes() {
        return total.get();
    }

    /**
     * Evicts until a sixteenth of the limit is free, so that the next bytes need no eviction. An event loop that holds more
     * than its share evicts its own accounts, which takes effect at once.
     */
    private void evictCostliest(Channel busy) {
        accounts.forEach(BufferAccount::refresh);
        if (total.get() <= limit) {
            return;
        }
        Map<Object, List<BufferAccount>> byLoop = accounts.stream()
                .collect(Collectors.groupingBy(account -> account.connection.eventLoop()));
        List<BufferAccount> own = byLoop.getOrDefault(busy.eventLoop(), List.of());
        boolean isOver = own.stream().mapToLong(account -> account.bytes.get()).sum() > limit / Math.max(1, byLoop.size());
        long now = nanoTime.getAsLong();
        (isOver ? own : accounts).stream().map(account -> Map.entry(account, account.stallCost(now)))
                .sorted(Map.Entry.<BufferAccount, Double> comparingByValue().reversed()).map(Map.Entry::getKey)
                .takeWhile(any -> total.get() > limit - limit / 16)
                .forEach(costliest -> {
                    if (accounts.remove(costliest)) {
                        total.addAndGet(-costliest.evict(busy));
                    }
                });
    }

    /** The bytes that one buffer of one connection takes. */
    public final class BufferAccount {

        private final Channel connection;
        private final LongSupplier size;
        private final Runnable evict;
        private final AtomicLong bytes = new AtomicLong();
        private volatile long lastProgress;

        private BufferAccount(Channel connection, LongSupplier size, Runnable evict) {
            this.connection = connection;
            this.size = size;
            this.evict = evict;
        }

        /** Sets how much the buffer holds; without effect on an evicted account. */
        public void setBytes(long now) {
            long before = bytes.get();
            if (before == now || before == EVICTED || !bytes.compareAndSet(before, now)) {
                return;
            }
            if (before == 0) {
                markProgress();
                accounts.add(this);
            } else if (now == 0) {
                accounts.remove(this);
            }
            if (total.addAndGet(now - before) > limit && now > before) {
                evictCostliest(connection);
            }
        }

        /** Counts only what the client has not read yet, so that a client that reads is not evicted for earlier bytes. */
        private void refresh() {
            long before = bytes.get();
            long now = Math.max(1, size.getAsLong());
            if (now < before && bytes.compareAndSet(before, now)) {
                total.addAndGet(now - before);
                markProgress();
            }
        }

        /** Resets the stall timer. */
        public void markProgress() {
            lastProgress = nanoTime.getAsLong();
        }

        private double stallCost(long now) {
            return (double) bytes.get() * (now - lastProgress);
        }

        /**
         * Releases the buffer in this very call where possible: an event loop that reads a thousand sockets runs no tasks until
         * it has done so.
         *
         * @param busy the connection that is being served: its buffer is in use
         * @return the bytes that it had
         */
        private long evict(Channel busy) {
            long had = bytes.getAndSet(EVICTED);
            if (connection != busy && connection.eventLoop().inEventLoop()) {
                evict.run();
            } else {
                connection.eventLoop().execute(evict);
            }
            return had;
        }
    }
}
