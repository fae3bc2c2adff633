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

    private static final long EVICTED_BYTES = -1;
    /** An eviction goes on until this share of the limit, a sixteenth, is free. */
    private static final int FREE_SHARE_DIVISOR = 16;

    private final long limitBytes;
    private final LongSupplier nanoClock;
    private final AtomicLong totalBytes = new AtomicLong();
    private final Set<BufferAccount> accounts = ConcurrentHashMap.newKeySet();

    /** @param limitBytes of all accounts together */
    public OverloadManager(long limitBytes) {
        this(limitBytes, System::nanoTime);
    }

    OverloadManager(long limitBytes, LongSupplier nanoClock) {
        this.limitBytes = limitBytes;
        this.nanoClock = nanoClock;
    }

    /**
     * @param connection on whose event loop the account is changed and evicted
     * @param bufferSize gives an upper bound of the bytes in the buffer at the moment; called on any thread
     * @param eviction releases everything that the account counts
     */
    public BufferAccount account(Channel connection, LongSupplier bufferSize, Runnable eviction) {
        return new BufferAccount(connection, bufferSize, eviction);
    }

    long totalBytes() {
        return totalBytes.get();
    }

    /**
     * Evicts until a sixteenth of the limit is free, so that the next bytes need no eviction. An event loop that holds more
     * than its share evicts its own accounts, which takes effect at once.
     */
    private void evictCostliest(Channel busyConnection) {
        accounts.forEach(BufferAccount::refresh);
        if (totalBytes.get() <= limitBytes) {
            return;
        }
        Map<Object, List<BufferAccount>> accountsByLoop = accounts.stream()
                .collect(Collectors.groupingBy(account -> account.connection.eventLoop()));
        List<BufferAccount> accountsOfLoop = accountsByLoop.getOrDefault(busyConnection.eventLoop(), List.of());
        boolean isLoopOverShare = accountsOfLoop.stream().mapToLong(account -> account.bufferBytes.get()).sum() > limitBytes
                / Math.max(1, accountsByLoop.size());
        long nowNanos = nanoClock.getAsLong();
        (isLoopOverShare ? accountsOfLoop : accounts).stream().map(account -> Map.entry(account, account.stallCost(nowNanos)))
                .sorted(Map.Entry.<BufferAccount, Double> comparingByValue().reversed()).map(Map.Entry::getKey)
                .takeWhile(account -> totalBytes.get() > limitBytes - limitBytes / FREE_SHARE_DIVISOR)
                .forEach(costliest -> {
                    if (accounts.remove(costliest)) {
                        totalBytes.addAndGet(-costliest.evict(busyConnection));
                    }
                });
    }

    /** The bytes that one buffer of one connection takes. */
    public final class BufferAccount {

        private final Channel connection;
        private final LongSupplier bufferSize;
        private final Runnable eviction;
        private final AtomicLong bufferBytes = new AtomicLong();
        private volatile long lastProgressNanos;

        private BufferAccount(Channel connection, LongSupplier bufferSize, Runnable eviction) {
            this.connection = connection;
            this.bufferSize = bufferSize;
            this.eviction = eviction;
        }

        /** Sets how much the buffer holds; without effect on an evicted account. */
        public void setBytes(long newBytes) {
            long previousBytes = bufferBytes.get();
            if (previousBytes == newBytes || previousBytes == EVICTED_BYTES
                    || !bufferBytes.compareAndSet(previousBytes, newBytes)) {
                return;
            }
            if (previousBytes == 0) {
                markProgress();
                accounts.add(this);
            } else if (newBytes == 0) {
                accounts.remove(this);
            }
            if (totalBytes.addAndGet(newBytes - previousBytes) > limitBytes && newBytes > previousBytes) {
                evictCostliest(connection);
            }
        }

        /** Counts only what the client has not read yet, so that a client that reads is not evicted for earlier bytes. */
        private void refresh() {
            long previousBytes = bufferBytes.get();
            long newBytes = Math.max(1, bufferSize.getAsLong());
            if (newBytes < previousBytes && bufferBytes.compareAndSet(previousBytes, newBytes)) {
                totalBytes.addAndGet(newBytes - previousBytes);
                markProgress();
            }
        }

        /** Resets the stall timer. */
        public void markProgress() {
            lastProgressNanos = nanoClock.getAsLong();
        }

        private double stallCost(long nowNanos) {
            return (double) bufferBytes.get() * (nowNanos - lastProgressNanos);
        }

        /**
         * Releases the buffer in this very call where possible: an event loop that reads a thousand sockets runs no tasks until
         * all are read.
         *
         * @param busyConnection the connection that is being served: its buffer is in use
         * @return the bytes that the account had
         */
        private long evict(Channel busyConnection) {
            long freedBytes = bufferBytes.getAndSet(EVICTED_BYTES);
            if (connection != busyConnection && connection.eventLoop().inEventLoop()) {
                eviction.run();
            } else {
                connection.eventLoop().execute(eviction);
            }
            return freedBytes;
        }
    }
}
