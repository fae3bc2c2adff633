package com.leadlex.graphql.sharing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.InjectableInstance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Redis, which nothing may depend on: a command is given up after a short while, and after one that failed Redis is left
 * alone for a moment, so that its being down or slow costs next to nothing.
 */
@Singleton
class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Future<Response> LEFT_ALONE = Future.failedFuture("Redis did not answer a moment ago");
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final Redis redis;
    private final Vertx vertx;
    private final long timeoutMillis;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
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
        if (System.nanoTime() - pausedUntil < 0) {
            return LEFT_ALONE;
        }
        Context context = vertx.getOrCreateContext();
        Promise<Response> answer = Promise.promise();
        ask(request).timeout(timeoutMillis, TimeUnit.MILLISECONDS).onComplete(answered -> {
            if (answered.failed()) {
                failed(answered.cause());
            }
            context.runOnContext(ignored -> answer.handle(answered));
        });
        return answer.future();
    }

    /** A client that is being closed may throw. */
    private Future<Response> ask(Request request) {
        try {
            return redis.send(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void failed(Throwable failure) {
        long now = System.nanoTime();
        pausedUntil = now + PAUSE;
        long next = nextWarning.get();
        if (now - next >= 0 && nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS)) {
            LOG.warnf("Redis: %s. Until it answers, this replica shares nothing with the others.", failure.getMessage());
        }
    }
}
