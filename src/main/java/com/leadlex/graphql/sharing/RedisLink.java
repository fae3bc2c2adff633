package com.leadlex.graphql.sharing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.error.MinutelyWarning;

import io.quarkus.arc.InjectableInstance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * Redis, which nothing may depend on: a command is given up after a short while, and after one that failed Redis is left
 * alone for a moment, so that its being down or slow costs next to nothing.
 */
@Singleton
class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final String LEFT_ALONE = "Redis did not answer a moment ago";
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** Null where replicas share nothing. */
    private final @Nullable Redis redis;
    private final Vertx vertx;
    private final long timeoutMillis;
    private final MinutelyWarning outage = new MinutelyWarning();
    private final MinutelyWarning refusal = new MinutelyWarning();
    private volatile long pausedUntil = System.nanoTime();

    RedisLink(InjectableInstance<Redis> redis, SharingConfig config, Vertx vertx) {
        this.redis = redis.getHandle().getBean().isActive() ? redis.get() : null;
        this.vertx = vertx;
        timeoutMillis = config.timeout().toMillis();
    }

    /** Whether replicas share anything: {@code quarkus.redis.hosts} is set. */
    boolean isOn() {
        return redis != null;
    }

    /**
     * Only where {@link #isOn()}.
     *
     * @return completes where it was asked: on the caller's event loop
     */
    Future<Response> send(Request request) {
        return ask(() -> connected().send(request));
    }

    /** As {@link #send}, several at once: fails when one of them does, and the others are carried out all the same. */
    Future<List<Response>> sendAll(List<Request> requests) {
        return ask(() -> connected().batch(requests));
    }

    private Redis connected() {
        return Objects.requireNonNull(redis, "quarkus.redis.hosts is not set");
    }

    private <T> Future<T> ask(Supplier<Future<T>> question) {
        if (System.nanoTime() - pausedUntil < 0) {
            return Future.failedFuture(LEFT_ALONE);
        }
        Context context = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        sent(question).timeout(timeoutMillis, TimeUnit.MILLISECONDS).onComplete(answered -> {
            if (answered.failed()) {
                failed(answered.cause());
            }
            context.runOnContext(ignored -> answer.handle(answered));
        });
        return answer.future();
    }

    /** A client that is being closed may throw. */
    private static <T> Future<T> sent(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * Whether Redis is well and refused this one command, because the value under its key has another type or takes nothing
     * more. Its other error replies (LOADING, OOM, NOAUTH, READONLY, ...) speak of all of Redis.
     */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof Response reply && reply.type() == ResponseType.ERROR && failure.getMessage() != null
                && (failure.getMessage().startsWith("WRONGTYPE ") || failure.getMessage().startsWith("ERR "));
    }

    private void failed(Throwable failure) {
        if (isRefusal(failure)) {
            if (refusal.isDue()) {
                LOG.warnf("Redis: %s. This value is not what the service keeps there; everything else is shared as before.",
                        failure.getMessage());
            }
            return;
        }
        pausedUntil = System.nanoTime() + PAUSE;
        if (outage.isDue()) {
            LOG.warnf("Redis: %s. Until it answers, this replica shares nothing with the others.", failure.getMessage());
        }
    }
}
