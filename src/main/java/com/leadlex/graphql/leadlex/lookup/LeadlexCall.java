package com.leadlex.graphql.leadlex.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.connection.NetworkFailure;
import com.leadlex.graphql.leadlex.connection.ResponseAccount;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** One request to Leadlex that is under way: it ends with an answer, a failure of the network, or when its time is over. */
final class LeadlexCall {

    private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Lookup lookup;
    private final ActivityCache.@Nullable Asked asked;
    private final ActivityCache cache;
    private final AnswerReader answers;
    private final SharedOutageGuard outage;
    private final LeadlexListener.Observation observation;
    private final ResponseAccount account;
    private volatile @Nullable String etag;
    private volatile @Nullable Runnable timer;

    LeadlexCall(Lookup lookup, ActivityCache.@Nullable Asked asked, ActivityCache cache, AnswerReader answers,
            SharedOutageGuard outage, LeadlexListener.Observation observation) {
        this.lookup = lookup;
        this.asked = asked;
        etag = asked == null ? null : asked.etag();
        this.cache = cache;
        this.answers = answers;
        this.outage = outage;
        this.observation = observation;
        account = new ResponseAccount(lookup.memory());
    }

    /** @return fails with {@link FailedAttempt}, and with nothing else */
    CompletionStage<ActivityResult> result() {
        return result;
    }

    /** @param request sends it, with an {@code If-None-Match} unless that is null */
    void begin(Function<@Nullable String, Uni<Response>> request, Vertx vertx, long timeoutNanos) {
        Context context = vertx.getOrCreateContext();
        send(request, context);
        if (!ended.get()) {
            long id = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)), late -> overdue());
            timer = () -> vertx.cancelTimer(id);
        }
    }

    private void send(Function<@Nullable String, Uni<Response>> request, Context context) {
        try {
            account.begin(context);
            request.apply(etag).subscribe().with(response -> follow(decide(response), request, context),
                    failure -> follow(decide(failure), request, context));
        } catch (RuntimeException e) {
            follow(decide(e), request, context);
        }
    }

    /** What becomes of the call. */
    private sealed interface Decision {

        /** The request is sent again at once, which is no retry. */
        record Resend(@Nullable String etag) implements Decision {
        }

        record End(ActivityResult how) implements Decision {
        }
    }

    private Decision decide(Response response) {
        if (asked != null && etag != null
                && cache.isAboutTag(lookup, asked, response.getStatus(), response.getStringHeaders())) {
            account.hangUp();
            return new Decision.Resend(null);
        }
        ActivityResult read = read(response);
        if (read instanceof ActivityResult.Failed failed && failed.failure().code() == ErrorCode.UPSTREAM_INVALID_RESPONSE) {
            account.hangUp();
        }
        return new Decision.End(read);
    }

    /**
     * What Leadlex did not process is no failure of it. A response whose body fails has a head all the same, which says more.
     */
    private Decision decide(Throwable failure) {
        if (account.mayResend(failure)) {
            return new Decision.Resend(etag);
        }
        ResponseAccount.Head head = account.head();
        return new Decision.End(head != null && (account.cut() != null || head.status() >= 400)
                ? read(head.status(), head::headers, new byte[0])
                : new ActivityResult.Failed(NetworkFailure.of(account.cause(failure))));
    }

    private void follow(Decision decision, Function<@Nullable String, Uni<Response>> request, Context context) {
        if (decision instanceof Decision.End end) {
            if (close(end.how)) {
                report(end.how);
            }
        } else if (decision instanceof Decision.Resend resend && !ended.get()) {
            etag = resend.etag;
            context.runOnContext(ignored -> send(request, context));
        }
    }

    /** Its connection is given up before its place is: the next look-up finds one free. */
    private void overdue() {
        ActivityResult late = new ActivityResult.Failed(Failure.TIMEOUT);
        if (close(late)) {
            account.abandon();
            report(late);
        }
    }

    /** Nobody waits for it any more: it is given up, and says nothing of Leadlex. */
    void cancel(ActivityResult how) {
        if (close(how)) {
            account.abandon();
            result.complete(how);
        }
    }

    /** @return false when it has ended already: it was overdue, or cancelled */
    private boolean close(ActivityResult how) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Runnable running = timer;
        if (running != null) {
            running.run();
        }
        if (!(how instanceof ActivityResult.Found)) {
            account.giveBack();
        }
        observation.ended(how);
        return true;
    }

    private void report(ActivityResult how) {
        if (how instanceof ActivityResult.Failed failed && FailedAttempt.isOne(failed.failure())) {
            result.completeExceptionally(outage.failed(lookup.key().fingerprint(), failed.failure()));
        } else {
            outage.answered();
            result.complete(how);
        }
    }

    private ActivityResult read(Response response) {
        try (InputStream body = (InputStream) response.getEntity()) {
            return read(response.getStatus(), response::getStringHeaders, account.inflate(AnswerReader.bytes(body)));
        } catch (IOException e) {
            return new ActivityResult.Failed(Failure.unavailable(Cause.CLOSED));
        } catch (RuntimeException e) {
            return new ActivityResult.Failed(FailedAttempt.failureOf(e));
        }
    }

    private ActivityResult read(int status, Supplier<MultivaluedMap<String, String>> headers, byte[] body) {
        Failure cut = account.cut();
        if (cut != null && status == 200) {
            return new ActivityResult.Failed(cut);
        }
        ActivityResult read = answers.read(lookup, status, headers, body);
        return asked == null ? read : cache.answered(lookup, asked, status, headers.get(), read);
    }
}
