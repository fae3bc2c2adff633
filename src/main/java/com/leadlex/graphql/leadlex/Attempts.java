package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;

/** Sends one request to Leadlex and tells how it ended. */
@Singleton
class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);
    private static final byte[] EMPTY = {};
    private static final long SWEEP_MILLIS = 1_000;

    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final LeadlexClient client;
    private final AnswerReader answers;
    private final LeadlexListeners listeners;
    private final long longestNanos;

    Attempts(@RestClient LeadlexClient client, LeadlexConfig config, LeadlexListeners listeners, Vertx vertx) {
        this.client = client;
        answers = new AnswerReader(config);
        this.listeners = listeners;
        longestNanos = config.timeout().attempt().toNanos();
        // The fault tolerance around an attempt answers its caller in time, but cannot end the attempt, which holds a connection. One
        // timer for all of them costs a request nothing.
        vertx.setPeriodic(SWEEP_MILLIS, tick -> cancelOverdue());
    }

    /** @return fails with {@link FailedAttempt} where another attempt may help, and with nothing else */
    CompletionStage<Outcome> send(String id, LeadlexCall call) {
        Running attempt = new Running(id, listeners.attempt(call));
        running.add(attempt);
        String traceparent = attempt.listener.traceparent() == null ? call.traceparent() : attempt.listener.traceparent();
        try {
            attempt.request = client.activity(id, call.key().authorization(), call.requestId(), traceparent).subscribe()
                    .with(attempt::answered, attempt::failed);
        } catch (RuntimeException e) {
            attempt.failed(e);
        }
        return attempt.result;
    }

    private void cancelOverdue() {
        long now = System.nanoTime();
        for (Running attempt : running) {
            if (now - attempt.start > longestNanos && attempt.request != null) {
                attempt.end(new Outcome.Failed(Failure.TIMEOUT));
                attempt.request.cancel();
            }
        }
    }

    private static boolean isWorthARetry(Failure failure) {
        return failure.retryable() && failure.code() != ErrorCode.RATE_LIMITED;
    }

    private static Failure failureOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResponseGuard.TooLarge) {
                return new Failure.InvalidResponse(200);
            }
            if (cause instanceof TimeoutException || cause instanceof ReadTimeoutException) {
                return Failure.TIMEOUT;
            }
            if (cause instanceof IOException || cause instanceof VertxException || isNoHttp(cause)) {
                return Failure.UNAVAILABLE;
            }
        }
        LOG.errorf("A call to Leadlex failed unexpectedly: %s", thrown.getClass().getName());
        return Failure.UNAVAILABLE;
    }

    /** Netty's word for bytes that are no HTTP, or no gzip. */
    private static boolean isNoHttp(Throwable cause) {
        return cause instanceof DecoderException || cause instanceof IllegalArgumentException;
    }

    /** One request under way. */
    private final class Running {

        private final long start = System.nanoTime();
        private final CompletableFuture<Outcome> result = new CompletableFuture<>();
        private final String id;
        private final LeadlexListener.Attempt listener;
        private volatile Cancellable request;

        Running(String id, LeadlexListener.Attempt listener) {
            this.id = id;
            this.listener = listener;
        }

        void answered(Response response) {
            end(outcome(response));
        }

        void failed(Throwable failure) {
            end(new Outcome.Failed(failureOf(failure)));
        }

        void end(Outcome outcome) {
            if (!running.remove(this)) {
                return; // it was overdue, and ended
            }
            listener.ended(outcome);
            if (outcome instanceof Outcome.Failed failed && isWorthARetry(failed.failure())) {
                result.completeExceptionally(new FailedAttempt(failed.failure()));
            } else {
                result.complete(outcome);
            }
        }

        private Outcome outcome(Response response) {
            try (InputStream body = (InputStream) response.getEntity()) {
                return answers.read(id, response.getStatus(), response.getHeaderString("Retry-After"),
                        body == null ? EMPTY : body.readAllBytes());
            } catch (IOException e) {
                return new Outcome.Failed(Failure.UNAVAILABLE);
            } catch (RuntimeException e) {
                LOG.error("The answer of Leadlex could not be handled", e);
                return new Outcome.Failed(Failure.BUG);
            }
        }
    }
}
