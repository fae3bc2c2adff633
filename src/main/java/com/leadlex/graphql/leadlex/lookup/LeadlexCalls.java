package com.leadlex.graphql.leadlex.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexClient;
import com.leadlex.graphql.leadlex.LeadlexConfig;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.connection.NetworkFailure;
import com.leadlex.graphql.leadlex.connection.ResponseAccount;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Sends requests to Leadlex, which has an activity at {@code {base}/v1/activities/{id}}. */
@Singleton
class LeadlexCalls {

    private final LeadlexClient client;
    private final String activitiesUrl;
    private final AnswerReader answerReader;
    private final LeadlexListener listener;
    private final SharedOutageGuard outageGuard;
    private final ActivityCache cache;
    private final Vertx vertx;

    LeadlexCalls(@RestClient LeadlexClient client,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.url") String baseUrl, LeadlexConfig config,
            LeadlexListener listener, SharedOutageGuard outageGuard, ActivityCache cache, Vertx vertx) {
        this.client = client;
        activitiesUrl = baseUrl.replaceFirst("/+$", "") + "/v1/activities/";
        answerReader = new AnswerReader(config);
        this.listener = listener;
        this.outageGuard = outageGuard;
        this.cache = cache;
        this.vertx = vertx;
    }

    /** @param timeoutNanos after this time the request ends as {@code UPSTREAM_TIMEOUT} */
    Call sendRequest(Lookup lookup, long timeoutNanos) {
        Call call = new Call(lookup);
        call.sendRequest();
        if (!call.hasEnded.get()) {
            call.timeoutTimerId = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)),
                    timerId -> call.endByTimeout());
        }
        return call;
    }

    /** One request to Leadlex, which ends with an answer, a failure of the network, or a time-out. */
    final class Call {

        /** Fails only with {@link FailedAttempt}. */
        final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final AtomicBoolean hasEnded = new AtomicBoolean();
        private final Lookup lookup;
        private final LeadlexListener.Observation observation;
        private final ActivityCache.@Nullable Snapshot snapshot;
        private final ResponseAccount account;
        private final Context callContext = vertx.getOrCreateContext();
        private volatile @Nullable String etagToSend;
        private volatile long timeoutTimerId = -1;

        private Call(Lookup lookup) {
            this.lookup = lookup;
            observation = listener.requestStarting(lookup.traceparent());
            snapshot = cache.takeSnapshot(lookup);
            etagToSend = snapshot == null ? null : snapshot.etag();
            account = new ResponseAccount(lookup.key().fingerprint(), lookup.memory(), activitiesUrl.startsWith("https:"));
        }

        private void sendRequest() {
            try {
                account.attachTo(callContext);
                // The id needs no encoding: it has unreserved characters only, see Activities.
                client.activity(URI.create(activitiesUrl + lookup.id()), lookup.key().authorizationHeader(), lookup.requestId(),
                        observation.traceparent(), etagToSend).subscribe().with(this::handleResponse, this::handleFailure);
            } catch (RuntimeException e) {
                handleFailure(e);
            }
        }

        private void handleResponse(Response response) {
            ResponseAccount.Head head = Objects.requireNonNull(account.head());
            if (snapshot != null && etagToSend != null && cache.isAboutTag(lookup, snapshot, head.status(), head.headers())) {
                account.closeConnectionIfHttp1();
                etagToSend = null;
                resendRequest();
                return;
            }
            ActivityResult answeredResult = readResponse(head, response);
            if (answeredResult instanceof ActivityResult.Failed invalidResult
                    && invalidResult.failure().code() == ErrorCode.UPSTREAM_INVALID_RESPONSE) {
                account.closeConnectionIfHttp1();
            }
            endCall(answeredResult);
        }

        /** Reports a response with an error status by that status, even if its body failed. */
        private void handleFailure(Throwable failure) {
            if (account.mayResend(failure)) {
                resendRequest();
                return;
            }
            ResponseAccount.Head head = account.head();
            endCall(head != null && (account.cutOffFailure() != null || head.status() >= 400) ? readBody(head, new byte[0])
                    : new ActivityResult.Failed(NetworkFailure.of(account.originalException(failure))));
        }

        /** Sends the request again, which is no retry: Leadlex did not process it, or answered about its tag alone. */
        private void resendRequest() {
            if (!hasEnded.get()) {
                callContext.runOnContext(ignored -> sendRequest());
            }
        }

        /** Frees the connection before the look-up's permit, so that the next look-up finds a free connection. */
        private void endByTimeout() {
            ActivityResult timedOut = new ActivityResult.Failed(Failure.TIMEOUT);
            if (endCallOnce(timedOut)) {
                account.cancelRequest();
                reportOutcome(timedOut);
            }
        }

        /** Ends the request because no caller waits for it; this counts neither as an answer nor as a failure of Leadlex. */
        void cancelCall(ActivityResult outcome) {
            if (endCallOnce(outcome)) {
                account.cancelRequest();
                result.complete(outcome);
            }
        }

        private void endCall(ActivityResult outcome) {
            if (endCallOnce(outcome)) {
                reportOutcome(outcome);
            }
        }

        /** @return false when the call has already ended by a time-out or a cancellation */
        private boolean endCallOnce(ActivityResult outcome) {
            if (!hasEnded.compareAndSet(false, true)) {
                return false;
            }
            vertx.cancelTimer(timeoutTimerId);
            if (!(outcome instanceof ActivityResult.Found)) {
                account.releaseMemory();
            }
            observation.requestEnded(outcome);
            return true;
        }

        private void reportOutcome(ActivityResult outcome) {
            if (outcome instanceof ActivityResult.Failed failed && FailedAttempt.isFailedAttempt(failed.failure())) {
                result.completeExceptionally(outageGuard.recordFailure(lookup.key().fingerprint(), failed.failure()));
            } else {
                outageGuard.recordAnswer();
                result.complete(outcome);
            }
        }

        private ActivityResult readResponse(ResponseAccount.Head head, Response response) {
            try (InputStream bodyStream = (InputStream) response.getEntity()) {
                return readBody(head, account.inflate(bodyStream));
            } catch (IOException | RuntimeException e) {
                return new ActivityResult.Failed(FailedAttempt.failureOf(e));
            }
        }

        private ActivityResult readBody(ResponseAccount.Head head, byte[] body) {
            Failure cutOff = account.cutOffFailure();
            if (cutOff != null && head.status() == 200) {
                return new ActivityResult.Failed(cutOff);
            }
            ActivityResult answeredResult = answerReader.readAnswer(lookup, head.status(), head.headers(), body);
            return snapshot == null ? answeredResult
                    : cache.recordAnswer(lookup, snapshot, head.status(), head.headers(), answeredResult);
        }
    }
}
