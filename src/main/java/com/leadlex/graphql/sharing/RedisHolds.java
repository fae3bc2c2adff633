package com.leadlex.graphql.sharing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.resilience.SharedHolds;
import com.leadlex.graphql.memory.HeapBudget;
import com.leadlex.graphql.sharing.RedisLink.Purpose;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * Shares holds as a sorted set in Redis: shared names of keys, by the end of their holds. Ends are in Redis' time, and replicas
 * write and read the time left, so that their clocks do not matter. A replica publishes a hold until Redis has it, as long as
 * the hold lasts. No look-up waits for Redis.
 */
@Singleton
class RedisHolds implements SharedHolds {

    private static final String NAME = "leadlex-graphql:held";
    private static final int AT_ONCE = 100;
    /** An estimate of a hold of another replica and an unpublished one, with the names and cache entries of both. */
    private static final int BYTES_A_HOLD = 512;

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;
    /** ARGV: the most holds to keep, for how many milliseconds; then each key and the milliseconds left of its hold. */
    private static final String PUBLISH = NOW + """
            for i = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'GT', now + ARGV[i + 1], ARGV[i]) end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])""";
    /** ARGV: the most holds to read. Removes members that are no name of a key, so that no replica reads a large one. */
    private static final String READ = NOW + """
            local answer = {}
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

    private final Purpose reading = new Purpose("to read holds", "this replica does not learn the holds of the others");
    private final Purpose publishing = new Purpose("to keep holds", "the others do not learn the holds of this replica");
    private final RedisLink redis;
    private final Vertx vertx;
    private final long origin = System.nanoTime();
    private final long intervalMillis;
    private final long longestMillis;
    private final long limit;
    private final long limitHere;
    /** The ends of holds, in the time of {@link #now}: those of other replicas, and unpublished ones of this replica. */
    private final Cache<String, Long> known;
    private final Cache<String, Long> unpublished;
    private volatile long latestEnd;
    @SuppressWarnings("NullAway.Init") // set at start where Redis is on, and used only there
    private Context eventLoop;
    private boolean isPublishing;
    private long timer = -1;

    RedisHolds(RedisLink redis, Vertx vertx, LeadlexConfig leadlex, SharingConfig config) {
        this.redis = redis;
        this.vertx = vertx;
        intervalMillis = config.interval().toMillis();
        longestMillis = leadlex.hold().max().toMillis();
        limit = leadlex.keys().max();
        limitHere = Math.min(limit, HeapBudget.SHARED_HOLDS.of(BYTES_A_HOLD));
        known = Caffeine.newBuilder().maximumSize(limitHere).executor(Runnable::run).build();
        unpublished = Caffeine.newBuilder().maximumSize(limitHere).executor(Runnable::run).build();
    }

    void start(@Observes StartupEvent event) {
        if (redis.isOn()) {
            eventLoop = vertx.getOrCreateContext();
            eventLoop.runOnContext(ignored -> timer = vertx.setPeriodic(1, intervalMillis, tick -> {
                read();
                unpublished.asMap().values().removeIf(end -> end <= now());
                publishNext();
            }));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Milliseconds since this service started, more than 0: no change of the system's clock affects them. */
    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - origin) + 1;
    }

    @Override
    public int heldSeconds(ApiKey key) {
        long now = latestEnd == 0 ? 0 : now();
        Long end = latestEnd <= now ? null : known.getIfPresent(key.sharedName());
        return end == null || end <= now ? 0 : (int) ((end - now + 999) / 1000);
    }

    @Override
    public void publish(ApiKey key, Duration time) {
        if (redis.isOn()) {
            unpublished.asMap().merge(key.sharedName(), now() + time.toMillis(), Math::max);
            eventLoop.runOnContext(ignored -> publishNext());
        }
    }

    private void read() {
        redis.send(reading, Request.cmd(Command.EVAL).arg(READ).arg(1).arg(NAME).arg(limitHere)).onSuccess(holds -> {
            long now = now();
            for (int i = 0; i + 1 < holds.size(); i += 2) {
                // Nothing written to Redis can hold a key for longer than Leadlex could.
                long end = now + Math.min(longestMillis, holds.get(i + 1).toLong());
                known.put(holds.get(i).toString(), end);
                latestEnd = Math.max(latestEnd, end);
            }
        });
    }

    private void publishNext() {
        Map<String, Long> holds = unpublished.asMap().entrySet().stream().limit(isPublishing ? 0 : AT_ONCE)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!holds.isEmpty()) {
            isPublishing = true;
            Request request = Request.cmd(Command.EVAL).arg(PUBLISH).arg(1).arg(NAME).arg(limit).arg(longestMillis);
            holds.forEach((key, end) -> request.arg(key).arg(Math.max(1, end - now())));
            redis.send(publishing, request).onComplete(done -> {
                isPublishing = false;
                if (done.succeeded()) {
                    holds.forEach((key, end) -> unpublished.asMap().remove(key, end));
                    publishNext();
                }
            });
        }
    }
}
