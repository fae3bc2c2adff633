package com.leadlex.graphql.sharing;

import java.util.Locale;
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
import io.vertx.redis.client.ResponseType;

/**
 * Redis, on which nothing may depend: a command is given up after a short while. After a failure Redis is not asked for a
 * moment, so that its being down or slow costs next to nothing; after an error reply that holds for one use alone.
 */
@Singleton
class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final String PAUSED = "Redis did not answer a moment ago";
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final int LONGEST_REASON = 100;

    /** Null where replicas share nothing. */
    private final @Nullable Redis redis;
    private final Vertx vertx;
    private final long timeoutMillis;
    private final Use any = new Use("", "");

    RedisLink(InjectableInstance<Redis> redis, SharingConfig config, Vertx vertx) {
        this.redis = redis.getHandle().getBean().isActive() ? redis.get() : null;
        this.vertx = vertx;
        timeoutMillis = config.timeout().toMillis();
    }

    /** What Redis is asked for: Redis can refuse one and serve the others. */
    static final class Use {

        private final String name;
        private final String effect;
        private final MinutelyWarning warning = new MinutelyWarning();
        private volatile long pausedUntil = System.nanoTime();

        /**
         * @param name in words, behind "Redis refuses"
         * @param effect of its being refused, in words
         */
        Use(String name, String effect) {
            this.name = name;
            this.effect = effect;
        }

        private boolean isPaused() {
            return System.nanoTime() - pausedUntil < 0;
        }

        private void pause() {
            pausedUntil = System.nanoTime() + PAUSE;
        }
    }

    /** True when {@code quarkus.redis.hosts} is set; else replicas share nothing. */
    boolean isOn() {
        return redis != null;
    }

    /**
     * Only where {@link #isOn()}.
     *
     * @return completes where it was asked: on the caller's event loop
     */
    Future<Response> send(Use use, Request request) {
        if (any.isPaused() || use.isPaused()) {
            return Future.failedFuture(PAUSED);
        }
        Context context = vertx.getOrCreateContext();
        Promise<Response> answer = Promise.promise();
        sent(request).timeout(timeoutMillis, TimeUnit.MILLISECONDS).onComplete(answered -> {
            if (answered.failed()) {
                failed(use, answered.cause());
            }
            context.runOnContext(ignored -> answer.handle(answered));
        });
        return answer.future();
    }

    /** A client that is being closed may throw. */
    private Future<Response> sent(Request request) {
        try {
            return Objects.requireNonNull(redis, "quarkus.redis.hosts is not set").send(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void failed(Use use, Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (!(failure instanceof Response reply) || reply.type() != ResponseType.ERROR) {
            any.pause();
            if (any.warning.isDue()) {
                LOG.warnf("Redis: %s. Until it answers, this replica shares nothing with the others.", reason);
            }
            return;
        }
        // A value of another type fails the command that meets it, and no other.
        boolean ofValue = reason.toUpperCase(Locale.ROOT).startsWith("WRONGTYPE");
        if (!ofValue) {
            use.pause();
        }
        if (use.warning.isDue()) {
            LOG.warnf("Redis refuses %s (%s): %s; everything else is shared as before.", use.name, shortened(reason),
                    ofValue ? "one value is not what the service keeps there" : use.effect);
        }
    }

    /** Without what Redis repeats of what it was sent, and where in a script it was. */
    private static String shortened(String reason) {
        String words = reason.split(",|\\. |\\.$", 2)[0];
        return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON);
    }
}
