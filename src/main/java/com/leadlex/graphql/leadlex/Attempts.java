package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.impl.ContextInternal;

/** Sends one request to Leadlex and tells how it ended. */
@Singleton
class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);
    private static final byte[] EMPTY = {};

    private final LeadlexClient client;
    private final ActivityUrls urls;
    private final AnswerReader answers;
    private final LeadlexListeners listeners;
    private final Vertx vertx;

    Attempts(@RestClient LeadlexClient client, ActivityUrls urls, LeadlexConfig config, LeadlexListeners listeners,
            Vertx vertx) {
        this.client = client;
        this.urls = urls;
        answers = new AnswerReader(config);
        this.listeners = listeners;
        this.vertx = vertx;
    }

    /**
     * @param timeoutNanos after which the request is given up, and its connection with it
     * @return fails with {@link FailedAttempt} where another attempt may help, and with nothing else
     */
    CompletionStage<Outcome> send(String id, LeadlexCall call, long timeoutNanos) {
        Running attempt = new Running(id, listeners.attempt(call));
        String traceparent = attempt.listener.traceparent() == null ? call.traceparent() : attempt.listener.traceparent();
        try {
            attempt.begin(client.activity(urls.of(id), call.key().authorization(), call.requestId(), traceparent),
                    timeoutNanos);
        } catch (RuntimeException e) {
            attempt.failed(e);
        }
        return attempt.result;
    }

    /** The body is in memory, so that what is available is all of it. {@code readAllBytes} would start with 16 KiB. */
    private static byte[] bytes(InputStream body) throws IOException {
        byte[] bytes = new byte[body.available()];
        body.readNBytes(bytes, 0, bytes.length);
        return bytes;
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

        private final CompletableFuture<Outcome> result = new CompletableFuture<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final String id;
        private final LeadlexListener.Attempt listener;
        private Cancellable request;
        private volatile Future<?> timer;

        Running(String id, LeadlexListener.Attempt listener) {
            this.id = id;
            this.listener = listener;
        }

        void begin(Uni<Response> answer, long timeoutNanos) {
            request = answer.subscribe().with(this::answered, this::failed);
            if (!ended.get()) {
                timer = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop().schedule(this::overdue, timeoutNanos,
                        TimeUnit.NANOSECONDS);
            }
        }

        private void overdue() {
            end(new Outcome.Failed(Failure.TIMEOUT));
            request.cancel();
        }

        void answered(Response response) {
            end(outcome(response));
        }

        void failed(Throwable failure) {
            end(new Outcome.Failed(failureOf(failure)));
        }

        void end(Outcome outcome) {
            if (!ended.compareAndSet(false, true)) {
                return; // it was overdue
            }
            if (timer != null) {
                timer.cancel(false);
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
                        body == null ? EMPTY : bytes(body));
            } catch (IOException e) {
                return new Outcome.Failed(Failure.UNAVAILABLE);
            } catch (RuntimeException e) {
                LOG.error("The answer of Leadlex could not be handled", e);
                return new Outcome.Failed(Failure.BUG);
            }
        }
    }
}
