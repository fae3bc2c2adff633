package com.leadlex.graphql.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.leadlex.graphql.memory.OverloadManager.BufferAccount;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The buffers of all connections together are bounded, and the costliest is evicted. */
class OverloadManagerTest {

    private static final int LIMIT = 1_000;

    private final EmbeddedChannel first = new EmbeddedChannel();
    private final List<String> evicted = new ArrayList<>();
    private OverloadManager overload;
    private long now;

    @BeforeEach
    void begin() {
        now = 0;
        overload = new OverloadManager(LIMIT, () -> now);
    }

    private BufferAccount account(String name) {
        return account(name, () -> Long.MAX_VALUE);
    }

    private BufferAccount account(String name, LongSupplier size) {
        return overload.account(new OfOneLoop(), size, () -> evicted.add(name));
    }

    private final class OfOneLoop extends EmbeddedChannel {

        @Override
        public EventLoop eventLoop() {
            return first.eventLoop();
        }
    }

    private void runLoop() {
        first.runPendingTasks();
    }

    /** A millisecond passes before each. */
    private void setBytes(BufferAccount account, long bytes) {
        now += 1_000_000;
        account.setBytes(bytes);
    }

    @Test
    void evictsTheLongestStalledOfEqualAccounts() {
        BufferAccount first = account("first");
        setBytes(first, 400);
        setBytes(account("second"), 400);
        now++;
        first.markProgress();
        setBytes(account("third"), 400);
        runLoop();
        assertEquals(List.of("second"), evicted);
    }

    @Test
    void evictsTheAccountThatExceedsTheLimitByItself() {
        BufferAccount large = account("large");
        setBytes(large, 1);
        setBytes(account("small"), 1);
        setBytes(large, LIMIT + 1);
        runLoop();
        assertEquals(List.of("large"), evicted);
    }

    /** A client that waits for its answer while a crowd fills the memory again and again. */
    @Test
    void aSmallAccountOutlastsLargerOnesThatComeAfterIt() {
        BufferAccount small = account("small");
        setBytes(small, 4);
        for (int i = 0; i < 50; i++) {
            setBytes(account("large"), 300);
        }
        runLoop();
        assertEquals(47, evicted.size());
        assertEquals(List.of("large"), evicted.stream().distinct().toList());
    }

    /** The size of a buffer is known when it grows, and once a second. */
    @Test
    void aClientThatReadInTheMeantimeIsNotEvicted() {
        AtomicLong unread = new AtomicLong(600);
        setBytes(account("reads", unread::get), 600);
        setBytes(account("stalls"), 300);
        unread.set(50);
        setBytes(account("late"), 400);
        runLoop();
        assertEquals(List.of(), evicted);
        assertEquals(750, overload.totalBytes());
        setBytes(account("large"), 300);
        runLoop();
        assertEquals(List.of("stalls"), evicted);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void theTotalStaysWithinTheLimitAndReturnsToZero(long seed) {
        Random random = new Random(seed);
        List<BufferAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            accounts.add(account("any"));
        }
        for (int step = 0; step < 10_000; step++) {
            now += random.nextInt(1_000_000);
            int which = random.nextInt(accounts.size());
            accounts.get(which).setBytes(random.nextBoolean() ? 0 : random.nextInt(100));
            if (random.nextInt(10) == 0) {
                runLoop();
            }
            assertTrue(overload.totalBytes() <= LIMIT, () -> overload.totalBytes() + " bytes");
        }
        accounts.forEach(account -> account.setBytes(0));
        runLoop();
        assertEquals(0, overload.totalBytes());
        assertTrue(evicted.size() > 0 && evicted.size() <= accounts.size(), () -> evicted.size() + " evicted");
    }
}
