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
    private final AnswerReader answers;
    private final LeadlexListener listener;
    private final SharedOutageGuard outage;
    private final ActivityCache cache;
    private final Vertx vertx;

    LeadlexCalls(@RestClient LeadlexClient client,
            @ConfigProperty(name = "quarkus.rest-client.leadlex.url") String base, LeadlexConfig config,
            LeadlexListener listener, SharedOutageGuard outage, ActivityCache cache, Vertx vertx) {
        this.client = client;
        activitiesUrl = base.replaceFirst("/+$", "") + "/v1/activities/";
        answers = new AnswerReader(config);
        this.listener = listener;
        this.outage = outage;
        this.cache = cache;
        this.vertx = vertx;
    }

    /** @param timeoutNanos after which the request ends as {@code UPSTREAM_TIMEOUT} */
    Call send(Lookup lookup, long timeoutNanos) {
        Call call = new Call(lookup);
        call.send();
        if (!call.ended.get()) {
            call.timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)), late -> call.overdue());
        }
        return call;
    }

    /** One request to Leadlex, which ends with an answer, a failure of the network, or a time-out. */
    final class Call {

        /** Fails only with {@link FailedAttempt}. */
        final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Lookup lookup;
        private final LeadlexListener.Observation observation;
        private final ActivityCache.@Nullable Snapshot snapshot;
        private final ResponseAccount account;
        private final Context context = vertx.getOrCreateContext();
        private volatile @Nullable String etag;
        private volatile long timer = -1;

        private Call(Lookup lookup) {
            this.lookup = lookup;
            observation = listener.calling(lookup.traceparent());
            snapshot = cache.snapshot(lookup);
            etag = snapshot == null ? null : snapshot.etag();
            account = new ResponseAccount(lookup.key().fingerprint(), lookup.memory(), activitiesUrl.startsWith("https:"));
        }

        private void send() {
            try {
                account.begin(context);
                // Nothing to encode: an id has unreserved characters only, see ActivityIds.
                client.activity(URI.create(activitiesUrl + lookup.id()), lookup.key().authorization(), lookup.requestId(),
                        observation.traceparent(), etag).subscribe().with(this::answered, this::failed);
            } catch (RuntimeException e) {
                failed(e);
            }
        }

        private void answered(Response response) {
            ResponseAccount.Head head = Objects.requireNonNull(account.head());
            if (snapshot != null && etag != null && cache.isAboutTag(lookup, snapshot, head.status(), head.headers())) {
                account.hangUp();
                etag = null;
                sendAgain();
                return;
            }
            ActivityResult read = read(head, response);
            if (read instanceof ActivityResult.Failed invalid
                    && invalid.failure().code() == ErrorCode.UPSTREAM_INVALID_RESPONSE) {
                account.hangUp();
            }
            end(read);
        }

        /** Prefers the status of a response whose body failed to the failure. */
        private void failed(Throwable failure) {
            if (account.mayResend(failure)) {
                sendAgain();
                return;
            }
            ResponseAccount.Head head = account.head();
            end(head != null && (account.cut() != null || head.status() >= 400) ? read(head, new byte[0])
                    : new ActivityResult.Failed(NetworkFailure.of(account.cause(failure))));
        }

        /** Not a retry: Leadlex did not process the request, or answered about its tag alone. */
        private void sendAgain() {
            if (!ended.get()) {
                context.runOnContext(ignored -> send());
            }
        }

        /** Frees the connection before the look-up's place, so that the next look-up finds a free one. */
        private void overdue() {
            ActivityResult late = new ActivityResult.Failed(Failure.TIMEOUT);
            if (close(late)) {
                account.abandon();
                report(late);
            }
        }

        /** Ends the request because no caller waits for it; that counts neither for nor against Leadlex. */
        void cancel(ActivityResult outcome) {
            if (close(outcome)) {
                account.abandon();
                result.complete(outcome);
            }
        }

        private void end(ActivityResult outcome) {
            if (close(outcome)) {
                report(outcome);
            }
        }

        /** @return false when the call has already ended by a time-out or a cancellation */
        private boolean close(ActivityResult outcome) {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            vertx.cancelTimer(timer);
            if (!(outcome instanceof ActivityResult.Found)) {
                account.giveBack();
            }
            observation.ended(outcome);
            return true;
        }

        private void report(ActivityResult outcome) {
            if (outcome instanceof ActivityResult.Failed failed && FailedAttempt.isOne(failed.failure())) {
                result.completeExceptionally(outage.failed(lookup.key().fingerprint(), failed.failure()));
            } else {
                outage.answered();
                result.complete(outcome);
            }
        }

        private ActivityResult read(ResponseAccount.Head head, Response response) {
            try (InputStream body = (InputStream) response.getEntity()) {
                return read(head, account.inflate(body));
            } catch (IOException | RuntimeException e) {
                return new ActivityResult.Failed(FailedAttempt.failureOf(e));
            }
        }

        private ActivityResult read(ResponseAccount.Head head, byte[] body) {
            Failure cut = account.cut();
            if (cut != null && head.status() == 200) {
                return new ActivityResult.Failed(cut);
            }
            ActivityResult read = answers.read(lookup, head.status(), head.headers(), body);
            return snapshot == null ? read : cache.answered(lookup, snapshot, head.status(), head.headers(), read);
        }
    }
}
