package com.leadlex.graphql.sharing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.resilience.SharedHolds;
import com.leadlex.graphql.memory.HeapBudget;
import com.leadlex.graphql.sharing.RedisLink.Use;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Holds as a sorted set of Redis: a key's shared name, by when its hold ends. That time is Redis' own, and replicas write and
 * read how much is left of it, so that their clocks do not matter. A replica publishes a hold again and again until Redis has
 * it, as long as the hold lasts. A look-up waits for nothing.
 */
@Singleton
class RedisHolds implements SharedHolds {

    private static final String NAME = "leadlex-graphql:held";
    private static final int AT_ONCE = 100;
    /** A hold of another replica and one that is not published yet, with the names and entries of both. */
    private static final int BYTES_A_HOLD = 512;
    private static final long NEVER = 0;

    private static final String NOW = """
            local type = redis.call('TYPE', KEYS[1]).ok
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;
    /** ARGV: how many holds are kept, for how long, then each key with its milliseconds. What is no sorted set is not ours. */
    private static final String PUBLISH = NOW + """
            if type ~= 'zset' then redis.call('DEL', KEYS[1]) end
            for i = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'GT', now + ARGV[i + 1], ARGV[i]) end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])""";
    /** ARGV: how many holds are read. What is no name of a key is removed, so that it is in no replica's memory. */
    private static final String READ = NOW + """
            local answer = {}
            if type ~= 'zset' then return answer end
            local holds = redis.call('ZRANGE', KEYS[1], '+inf', now, 'BYSCORE', 'REV', 'LIMIT', 0, ARGV[1], 'WITHSCORES')
            for i = 1, #holds, 2 do
              if #holds[i] == %d then
                answer[#answer + 1] = holds[i]
                answer[#answer + 1] = holds[i + 1] - now
              else
                redis.call('ZREM', KEYS[1], holds[i])
              end
            end
            return answer""".formatted(ApiKey.SHARED_NAME_LENGTH);

    private final Use reading = new Use("to read holds", "this replica does not learn the holds of the others");
    private final Use publishing = new Use("to keep holds", "the others do not learn the holds of this replica");
    private final RedisLink redis;
    private final Vertx vertx;
    private final long origin = System.nanoTime();
    private final long intervalMillis;
    private final long longestMillis;
    private final long most;
    private final long mostHere;
    /** Until when keys are held: by other replicas, and by this one where that is not published yet. Both by {@link #now}. */
    private final Cache<String, Long> known;
    private final Cache<String, Long> unpublished;
    private volatile long latest = NEVER;
    @SuppressWarnings("NullAway.Init") // at start, where Redis is on; else it is not used
    private Context eventLoop;
    private boolean isReading;
    private boolean isPublishing;
    private long timer;

    RedisHolds(RedisLink redis, Vertx vertx, LeadlexConfig leadlex, SharingConfig config) {
        this.redis = redis;
        this.vertx = vertx;
        intervalMillis = config.interval().toMillis();
        longestMillis = leadlex.hold().max().toMillis();
        most = leadlex.keys().max();
        mostHere = Math.min(most, HeapBudget.SHARED_HOLDS.of(BYTES_A_HOLD));
        known = Caffeine.newBuilder().maximumSize(mostHere).executor(Runnable::run).build();
        unpublished = Caffeine.newBuilder().maximumSize(mostHere).executor(Runnable::run).build();
    }

    void start(@Observes StartupEvent event) {
        if (redis.isOn()) {
            eventLoop = vertx.getOrCreateContext();
            eventLoop.runOnContext(ignored -> {
                timer = vertx.setPeriodic(intervalMillis, tick -> {
                    read();
                    publish();
                });
                read();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Milliseconds since this was made: a clock that is never set. */
    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin) + 1;
    }

    @Override
    public int heldSeconds(ApiKey key) {
        long now = latest == NEVER ? NEVER : now();
        Long until = latest <= now ? null : known.getIfPresent(key.sharedName());
        return until == null || until <= now ? 0 : (int) ((until - now + 999) / 1000);
    }

    @Override
    public void publish(ApiKey key, Duration time) {
        if (redis.isOn()) {
            unpublished.asMap().merge(key.sharedName(), now() + time.toMillis(), Math::max);
            eventLoop.runOnContext(ignored -> publish());
        }
    }

    private void read() {
        if (!isReading) {
            isReading = true;
            redis.send(reading, Request.cmd(Command.EVAL).arg(READ).arg(1).arg(NAME).arg(mostHere))
                    .onSuccess(this::learn).onComplete(done -> isReading = false);
        }
    }

    /** What others may write into Redis cannot hold a key for longer than Leadlex could. */
    private void learn(Response holds) {
        long now = now();
        for (int i = 0; i + 1 < holds.size(); i += 2) {
            long until = now + Math.min(longestMillis, holds.get(i + 1).toLong());
            known.put(holds.get(i).toString(), until);
            latest = Math.max(latest, until);
        }
    }

    private void publish() {
        Map<String, Long> holds = isPublishing ? Map.of() : nextUnpublished();
        if (!holds.isEmpty()) {
            isPublishing = true;
            Request request = Request.cmd(Command.EVAL).arg(PUBLISH).arg(1).arg(NAME).arg(most).arg(longestMillis);
            holds.forEach((key, until) -> request.arg(key).arg(Math.max(1, until - now())));
            redis.send(publishing, request).onComplete(done -> {
                isPublishing = false;
                if (done.succeeded()) {
                    holds.forEach((key, until) -> unpublished.asMap().remove(key, until));
                    publish();
                }
            });
        }
    }

    private Map<String, Long> nextUnpublished() {
        long now = now();
        Map<String, Long> next = new HashMap<>();
        Iterator<Map.Entry<String, Long>> all = unpublished.asMap().entrySet().iterator();
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
