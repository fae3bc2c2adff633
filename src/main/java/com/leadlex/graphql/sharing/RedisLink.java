package com.leadlex.graphql.sharing;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

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

/**
 * Sends commands to Redis; the service works without Redis, too. After a command without a reply in time, no command is sent
 * for a second, so that a Redis that is down or slow costs next to nothing. After an error reply, commands are still sent.
 */
@Singleton
class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_REASON_LENGTH = 100;

    /** The client; null where replicas share nothing. */
    private final @Nullable Redis redis;
    private final Vertx vertx;
    private final long timeoutMillis;
    private final MinutelyWarning unreachableWarning = new MinutelyWarning();
    private volatile long pauseEndNanos = System.nanoTime();

    RedisLink(InjectableInstance<Redis> redis, SharingConfig config, Vertx vertx) {
        this.redis = redis.getHandle().getBean().isActive() ? redis.get() : null;
        this.vertx = vertx;
        timeoutMillis = config.timeout().toMillis();
    }

    /**
     * What a command is for, in the words of the warning when Redis refuses it.
     *
     * @param name follows "Redis refuses"
     * @param effect the consequence of a refusal
     */
    record Purpose(String name, String effect, MinutelyWarning refusalWarning) {

        Purpose(String name, String effect) {
            this(name, effect, new MinutelyWarning());
        }
    }

    /** True when {@code quarkus.redis.hosts} is set; else replicas share nothing. */
    boolean isOn() {
        return redis != null;
    }

    /**
     * Sends a command; only where {@link #isOn()}.
     *
     * @return completes on the caller's event loop
     */
    Future<Response> send(Purpose purpose, Request request) {
        if (System.nanoTime() - pauseEndNanos < 0) {
            return Future.failedFuture("Redis did not answer a moment ago");
        }
        Context context = vertx.getOrCreateContext();
        Promise<Response> replyPromise = Promise.promise();
        Redis client = Objects.requireNonNull(redis, "quarkus.redis.hosts is not set");
        // A client that is being closed can throw an exception, which also fails this future.
        Future.<Response> future(promise -> client.send(request).onComplete(promise))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .onComplete(reply -> {
                    if (reply.failed()) {
                        warnOfFailure(purpose, reply.cause());
                    }
                    context.runOnContext(ignored -> replyPromise.handle(reply));
                });
        return replyPromise.future();
    }

    private void warnOfFailure(Purpose purpose, Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof Response) { // an error reply
            if (purpose.refusalWarning().isDue()) {
                LOG.warnf("Redis refuses %s (%s): %s; everything else is shared as before.", purpose.name(),
                        shortenReason(reason), purpose.effect());
            }
            return;
        }
        pauseEndNanos = System.nanoTime() + PAUSE_NANOS;
        if (unreachableWarning.isDue()) {
            LOG.warnf("Redis: %s. Until it answers, this replica shares nothing with the others.", reason);
        }
    }

    /** Leaves out arguments that Redis repeats, and the place in a script. */
    private static String shortenReason(String reason) {
        String shortReason = reason.split(",|\\. |\\.$", 2)[0];
        return shortReason.length() <= MAX_REASON_LENGTH ? shortReason : shortReason.substring(0, MAX_REASON_LENGTH);
    }
}
