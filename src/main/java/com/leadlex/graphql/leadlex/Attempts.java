package com.leadlex.graphql.leadlex;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

import com.leadlex.graphql.error.Failure;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.VertxException;

/** Sends one request to Leadlex and tells how it ended. */
@Singleton
class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);
    private static final byte[] EMPTY = {};

    private final LeadlexClient client;
    private final AnswerReader answers;
    private final LeadlexListeners listeners;

    Attempts(@RestClient LeadlexClient client, LeadlexConfig config, LeadlexListeners listeners) {
        this.client = client;
        answers = new AnswerReader(config);
        this.listeners = listeners;
    }

    /** @return fails with {@link FailedAttempt} where another attempt may help, and with nothing else */
    CompletionStage<Outcome> send(String id, LeadlexCall call) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        LeadlexListener.Attempt attempt = listeners.attempt(call);
        String traceparent = attempt.traceparent() == null ? call.traceparent() : attempt.traceparent();
        client.activity(id, call.key().authorization(), call.requestId(), traceparent).subscribe().with(
                response -> end(outcome(id, response), attempt, result),
                failure -> end(new Outcome.Failed(failureOf(failure, id, call)), attempt, result));
        return result;
    }

    private static void end(Outcome outcome, LeadlexListener.Attempt attempt, CompletableFuture<Outcome> result) {
        attempt.ended(outcome);
        if (outcome instanceof Outcome.Failed failed && isWorthARetry(failed.failure())) {
            result.completeExceptionally(new FailedAttempt(failed.failure()));
        } else {
            result.complete(outcome);
        }
    }

    private static boolean isWorthARetry(Failure failure) {
        return failure == Failure.UNAVAILABLE || failure == Failure.TIMEOUT
                || failure.upstream() != null && failure.upstream().status() >= 500;
    }

    private Outcome outcome(String id, Response response) {
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

    private static Failure failureOf(Throwable thrown, String id, LeadlexCall call) {
        Failure cutOff = CutOffs.takeReason(call.key(), id);
        if (cutOff != null) {
            return cutOff;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
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
}
