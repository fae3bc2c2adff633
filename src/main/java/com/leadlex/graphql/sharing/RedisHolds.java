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
 * Shares holds as a sorted set in Redis: the shared names of keys, by the end of their holds.
 * The ends are in Redis' time; replicas write and read the time left, so that their clocks do not matter.
 * A replica publishes a hold again and again until Redis has it or the hold ends. No look-up waits for Redis.
 */
@Singleton
class RedisHolds implements SharedHolds {

    private static final String HOLDS_KEY = "leadlex-graphql:held";
    /** The number of Redis keys that a script gets. */
    private static final int KEY_COUNT = 1;
    private static final int MAX_HOLDS_PER_PUBLICATION = 100;
    /** An estimate of one hold of another replica and one unpublished hold, with the names and cache entries of both. */
    private static final int ESTIMATED_BYTES_PER_HOLD = 512;

    private static final String NOW_SCRIPT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;
    /** ARGV: how many holds to keep, for how many milliseconds; then each key and the milliseconds left of its hold. */
    private static final String PUBLISH_SCRIPT = NOW_SCRIPT + """
            for i = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], 'GT', now + ARGV[i + 1], ARGV[i]) end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])""";
    /** ARGV: how many holds to read. Removes members that are not names of keys, so that no replica reads a large member. */
    private static final String READ_SCRIPT = NOW_SCRIPT + """
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

    private final Purpose readPurpose = new Purpose("to read holds", "this replica does not learn the holds of the others");
    private final Purpose publishPurpose = new Purpose("to keep holds", "the others do not learn the holds of this replica");
    private final RedisLink redis;
    private final Vertx vertx;
    private final long originNanos = System.nanoTime();
    private final long readIntervalMillis;
    private final long maxHoldMillis;
    private final long maxHolds;
    private final long maxHoldsHere;
    /** The ends of other replicas' holds, and of holds that Redis does not have yet, in the time of {@link #nowMillis}. */
    private final Cache<String, Long> holdsOfOthers;
    private final Cache<String, Long> unpublishedHolds;
    private volatile long latestHoldEndMillis;
    @SuppressWarnings("NullAway.Init") // set at start where Redis is on, and used only there
    private Context eventLoop;
    private boolean isPublishing;
    private long timerId = -1;

    RedisHolds(RedisLink redis, Vertx vertx, LeadlexConfig leadlexConfig, SharingConfig config) {
        this.redis = redis;
        this.vertx = vertx;
        readIntervalMillis = config.interval().toMillis();
        maxHoldMillis = leadlexConfig.hold().max().toMillis();
        maxHolds = leadlexConfig.keys().max();
        maxHoldsHere = Math.min(maxHolds, HeapBudget.SHARED_HOLDS.of(ESTIMATED_BYTES_PER_HOLD));
        holdsOfOthers = Caffeine.newBuilder().maximumSize(maxHoldsHere).executor(Runnable::run).build();
        unpublishedHolds = Caffeine.newBuilder().maximumSize(maxHoldsHere).executor(Runnable::run).build();
    }

    void start(@Observes StartupEvent event) {
        if (redis.isOn()) {
            eventLoop = vertx.getOrCreateContext();
            eventLoop.runOnContext(ignored -> timerId = vertx.setPeriodic(1, readIntervalMillis, firedTimerId -> {
                readHolds();
                unpublishedHolds.asMap().values().removeIf(holdEndMillis -> holdEndMillis <= nowMillis());
                publishNextHolds();
            }));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timerId);
    }

    /** Milliseconds since this service started, at least 1; a change of the system's clock does not affect them. */
    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - originNanos) + 1;
    }

    @Override
    public int remainingHoldSeconds(ApiKey key) {
        long nowMillis = latestHoldEndMillis == 0 ? 0 : nowMillis();
        Long holdEndMillis = latestHoldEndMillis <= nowMillis ? null : holdsOfOthers.getIfPresent(key.sharedName());
        return holdEndMillis == null || holdEndMillis <= nowMillis ? 0 : (int) ((holdEndMillis - nowMillis + 999) / 1000);
    }

    @Override
    public void publish(ApiKey key, Duration holdDuration) {
        if (redis.isOn()) {
            unpublishedHolds.asMap().merge(key.sharedName(), nowMillis() + holdDuration.toMillis(), Math::max);
            eventLoop.runOnContext(ignored -> publishNextHolds());
        }
    }

    private void readHolds() {
        redis.send(readPurpose, Request.cmd(Command.EVAL).arg(READ_SCRIPT).arg(KEY_COUNT).arg(HOLDS_KEY).arg(maxHoldsHere))
                .onSuccess(holds -> {
                    long nowMillis = nowMillis();
                    for (int replyIndex = 0; replyIndex + 1 < holds.size(); replyIndex += 2) {
                        // No value in Redis holds a key for longer than Leadlex could.
                        long holdEndMillis = nowMillis + Math.min(maxHoldMillis, holds.get(replyIndex + 1).toLong());
                        holdsOfOthers.put(holds.get(replyIndex).toString(), holdEndMillis);
                        latestHoldEndMillis = Math.max(latestHoldEndMillis, holdEndMillis);
                    }
                });
    }

    private void publishNextHolds() {
        Map<String, Long> holds = unpublishedHolds.asMap().entrySet().stream()
                .limit(isPublishing ? 0 : MAX_HOLDS_PER_PUBLICATION)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!holds.isEmpty()) {
            isPublishing = true;
            Request request = Request.cmd(Command.EVAL).arg(PUBLISH_SCRIPT).arg(KEY_COUNT).arg(HOLDS_KEY).arg(maxHolds)
                    .arg(maxHoldMillis);
            holds.forEach((keyName, holdEndMillis) -> request.arg(keyName).arg(Math.max(1, holdEndMillis - nowMillis())));
            redis.send(publishPurpose, request).onComplete(reply -> {
                isPublishing = false;
                if (reply.succeeded()) {
                    holds.forEach((keyName, holdEndMillis) -> unpublishedHolds.asMap().remove(keyName, holdEndMillis));
                    publishNextHolds();
                }
            });
        }
    }
}
