package com.leadlex.graphql.sharing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.resilience.SharedHolds;
import com.leadlex.graphql.memory.HeapBudget;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Holds as entries of one Redis stream. A replica misses none, whether it starts late or loses its connection: it reads on from
 * where it was, and tells a hold again and again until Redis has it, as long as the hold lasts. A look-up waits for nothing.
 */
@Singleton
class RedisHolds implements SharedHolds {

    private static final int AT_ONCE = 100;
    /** A hold that another replica told and one that was not told yet, with the names and entries of both. */
    private static final int BYTES_A_HOLD = 512;

    private final RedisLink redis;
    private final Vertx vertx;
    private final long intervalMillis;
    private final KnownHolds known;
    private final HoldStream stream;
    private final Cache<String, Long> untold;
    @SuppressWarnings("NullAway.Init") // at start, where Redis is on; else nobody asks for it
    private Context eventLoop;
    private boolean reading;
    private boolean telling;
    private long timer;

    RedisHolds(RedisLink redis, Vertx vertx, LeadlexConfig leadlex, SharingConfig config) {
        this.redis = redis;
        this.vertx = vertx;
        intervalMillis = config.interval().toMillis();
        long most = leadlex.keys().max();
        long mostHere = Math.min(most, HeapBudget.SHARED_HOLDS.of(BYTES_A_HOLD));
        long longestMillis = leadlex.hold().max().toMillis();
        known = new KnownHolds(mostHere, longestMillis);
        stream = new HoldStream(redis, known, most, longestMillis);
        untold = Caffeine.newBuilder().maximumSize(mostHere).executor(Runnable::run).build();
    }

    void start(@Observes StartupEvent event) {
        if (redis.isOn()) {
            eventLoop = vertx.getOrCreateContext();
            eventLoop.runOnContext(ignored -> {
                timer = vertx.setPeriodic(intervalMillis, tick -> {
                    read();
                    tell();
                });
                read();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    @Override
    public int heldSeconds(ApiKey key) {
        return known.heldSeconds(key);
    }

    @Override
    public void publish(ApiKey key, Duration time) {
        if (redis.isOn()) {
            untold.asMap().merge(key.sharedName(), System.currentTimeMillis() + time.toMillis(), Math::max);
            eventLoop.runOnContext(ignored -> tell());
        }
    }

    private void read() {
        if (!reading) {
            reading = true;
            stream.read().onComplete(done -> reading = false);
        }
    }

    private void tell() {
        Map<String, Long> holds = telling ? Map.of() : nextUntold();
        if (!holds.isEmpty()) {
            telling = true;
            stream.add(holds).onComplete(done -> {
                telling = false;
                if (done.succeeded()) {
                    holds.forEach((key, until) -> untold.asMap().remove(key, until));
                    tell();
                }
            });
        }
    }

    private Map<String, Long> nextUntold() {
        long now = System.currentTimeMillis();
        Map<String, Long> next = new HashMap<>();
        Iterator<Map.Entry<String, Long>> all = untold.asMap().entrySet().iterator();
        while (next.size() < AT_ONCE && all.hasNext()) {
            Map.Entry<String, Long> hold = all.next();
            if (hold.getValue() > now) {
                next.put(hold.getKey(), hold.getValue());
            } else {
                all.remove();
            }
        }
        return next;
    }
}
