package com.leadlex.graphql.sharing;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.SharedHolds;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Holds as entries of one Redis stream, which each replica reads on from where it was: so it misses none, whether it starts
 * late or loses its connection, and a look-up waits for nothing.
 */
@Singleton
class RedisHolds implements SharedHolds {

    private static final String STREAM = "leadlex-graphql:holds";
    private static final String KEY = "key";
    private static final String UNTIL = "until";
    private static final int PAGE = 1_000;
    private static final int NEVER = 0;

    private final RedisLink redis;
    private final Vertx vertx;
    private final LeadlexConfig.Hold config;
    private final String longestStream;
    private final long intervalMillis;
    private final Cache<String, Long> untilByKey;
    private volatile long latest = NEVER;
    private String read = "0-0";
    private boolean reading;
    private long timer;

    RedisHolds(RedisLink redis, Vertx vertx, LeadlexConfig leadlex, SharingConfig config) {
        this.redis = redis;
        this.vertx = vertx;
        this.config = leadlex.hold();
        longestStream = Long.toString(leadlex.keys().max());
        intervalMillis = config.interval().toMillis();
        untilByKey = Caffeine.newBuilder().maximumSize(leadlex.keys().max()).executor(Runnable::run).build();
    }

    void start(@Observes StartupEvent event) {
        if (redis.isOn()) {
            vertx.getOrCreateContext().runOnContext(ignored -> {
                timer = vertx.setPeriodic(intervalMillis, tick -> read());
                read();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    @Override
    public int heldSeconds(ApiKey key) {
        if (latest == NEVER) {
            return 0;
        }
        long now = System.currentTimeMillis();
        Long until = latest <= now ? null : untilByKey.getIfPresent(key.sharedName());
        return until == null || until <= now ? 0 : (int) ((until - now + 999) / 1000);
    }

    @Override
    public void publish(ApiKey key, Duration time) {
        if (redis.isOn()) {
            String until = Long.toString(System.currentTimeMillis() + time.toMillis());
            redis.send(Request.cmd(Command.XADD).arg(STREAM).arg("MAXLEN").arg("~").arg(longestStream).arg("*")
                    .arg(KEY).arg(key.sharedName()).arg(UNTIL).arg(until));
            redis.send(Request.cmd(Command.PEXPIRE).arg(STREAM).arg(config.max().toMillis()));
        }
    }

    /** On one event loop, always the same. */
    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        redis.send(Request.cmd(Command.XRANGE).arg(STREAM).arg("(" + read).arg("+").arg("COUNT").arg(PAGE))
                .onComplete(page -> {
                    reading = false;
                    if (page.succeeded()) {
                        page.result().forEach(this::take);
                        if (page.result().size() == PAGE) {
                            read();
                        }
                    }
                });
    }

    /** What is in Redis may come from anybody who can write there: it cannot hold a key for longer than Leadlex could. */
    private void take(Response entry) {
        read = entry.get(0).toString();
        String key = entry.get(1).size() == 4 ? entry.get(1).get(1).toString() : "";
        if (key.length() == ApiKey.SHARED_NAME_LENGTH) {
            long longest = System.currentTimeMillis() + config.max().toMillis();
            try {
                long until = Math.min(longest, Long.parseLong(entry.get(1).get(3).toString()));
                untilByKey.put(key, until);
                latest = Math.max(latest, until);
            } catch (NumberFormatException e) {
                // Not an entry of ours.
            }
        }
    }
}
