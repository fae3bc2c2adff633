package com.leadlex.graphql.leadlex.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.Cause;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.error.WithoutMessages;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.addresses.EveryAddress;
import com.leadlex.graphql.leadlex.addresses.HostAddresses;
import com.leadlex.graphql.leadlex.answer.AnswerReader;
import com.leadlex.graphql.leadlex.cache.ActivityCache;
import com.leadlex.graphql.leadlex.connection.AnswerHead;
import com.leadlex.graphql.leadlex.connection.Causes;
import com.leadlex.graphql.leadlex.connection.Intake;
import com.leadlex.graphql.leadlex.connection.NetworkFailure;
import com.leadlex.graphql.leadlex.connection.StaleConnection;
import com.leadlex.graphql.leadlex.connection.TooLarge;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** One request to Leadlex that is under way: it ends with an answer, a failure of the network, or when its time is over. */
final class LeadlexCall {

    private static final Logger LOG = Logger.getLogger(LeadlexCall.class);

    private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Lookup lookup;
    private final ActivityCache.@Nullable Asked asked;
    private final ActivityCache cache;
    private final AnswerReader answers;
    private final SharedOutageGuard outage;
    private final LeadlexListener.Observation observation;
    private final Intake intake;
    private volatile @Nullable String etag;
    private volatile @Nullable Future<?> timer;

    LeadlexCall(Lookup lookup, ActivityCache.@Nullable Asked asked, ActivityCache cache, AnswerReader answers,
            SharedOutageGuard outage,
            LeadlexListener.Observation observation) {
        this.lookup = lookup;
        this.asked = asked;
        etag = asked == null ? null : asked.etag();
        this.cache = cache;
        this.answers = answers;
        this.outage = outage;
        this.observation = observation;
        intake = new Intake(lookup.memory());
    }

    /** @return fails with {@link FailedAttempt}, and with nothing else */
    CompletionStage<ActivityResult> result() {
        return result;
    }

    /** @param request sends it, with an {@code If-None-Match} unless that is null */
    void begin(Function<@Nullable String, Uni<Response>> request, Vertx vertx, long timeoutNanos) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        send(request, context, 1);
        if (!ended.get()) {
            timer = context.nettyEventLoop().schedule(() -> end(new ActivityResult.Failed(Failure.TIMEOUT)), timeoutNanos,
                    TimeUnit.NANOSECONDS); // the connection watches the time too, and ends the request
        }
    }

    /**
     * A connection that could not be used again is no failure of Leadlex: the request goes out on the next one, at once. Where
     * no connection can be made, the next address of Leadlex's name is tried, at once, too.
     */
    private void send(Function<@Nullable String, Uni<Response>> request, ContextInternal context, int addresses) {
        HostAddresses known = EveryAddress.ofLeadlex();
        int choice = known == null ? 0 : known.choice();
        try {
            intake.begin(context);
            request.apply(etag).subscribe().with(response -> {
                if (isOfNothing(response)) {
                    intake.hangUp();
                    etag = null;
                    again(request, context, addresses);
                } else {
                    ActivityResult read = read(response);
                    if (read instanceof ActivityResult.Failed failed
                            && failed.failure().code() == ErrorCode.UPSTREAM_INVALID_RESPONSE) {
                        intake.hangUp();
                    }
                    end(read);
                }
            }, failure -> {
                boolean nextAddress = known != null && NetworkFailure.isOfConnecting(failure)
                        && known.chooseAnother(choice, addresses);
                if (!nextAddress && Causes.find(failure, StaleConnection.class) == null) {
                    failed(failure);
                } else {
                    again(request, context, nextAddress ? addresses + 1 : addresses);
                }
            });
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void again(Function<@Nullable String, Uni<Response>> request, ContextInternal context, int addresses) {
        if (!ended.get()) {
            context.runOnContext(ignored -> send(request, context, addresses));
        }
    }

    private boolean isOfNothing(Response response) {
        return asked != null && etag != null
                && cache.isAboutTag(lookup, asked, response.getStatus(), response.getStringHeaders());
    }

    /** An answer whose body is too large, cut or unreadable has a head all the same, which tells more. */
    private void failed(Throwable failure) {
        TooLarge tooLarge = intake.cut() == null ? Causes.find(failure, TooLarge.class) : intake.cut();
        AnswerHead head = tooLarge == null ? intake.head() : tooLarge.head();
        if (tooLarge != null && tooLarge.head().status() == 200) {
            end(new ActivityResult.Failed(tooLarge.failure()));
        } else if (head != null && (tooLarge != null || head.status() >= 400 || NetworkFailure.isOfContent(failure))) {
            end(read(head.status(), head::headers, new byte[0]));
        } else {
            end(new ActivityResult.Failed(NetworkFailure.of(failure)));
        }
    }

    /** Nobody waits for it any more: it is given up, and says nothing of Leadlex. */
    void cancel(ActivityResult how) {
        if (close(how)) {
            intake.hangUp();
            result.complete(how);
        }
    }

    /** @return false when it has ended already: it was overdue, or cancelled */
    private boolean close(ActivityResult how) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        if (!(how instanceof ActivityResult.Found)) {
            intake.giveBack();
        }
        observation.ended(how);
        return true;
    }

    private void end(ActivityResult how) {
        if (!close(how)) {
            return;
        }
        if (how instanceof ActivityResult.Failed failed && FailedAttempt.isOne(failed.failure())) {
            result.completeExceptionally(outage.failed(lookup.key().fingerprint(), failed.failure()));
        } else {
            outage.answered();
            result.complete(how);
        }
    }

    private ActivityResult read(Response response) {
        try (InputStream body = (InputStream) response.getEntity()) {
            return read(response.getStatus(), response::getStringHeaders, AnswerReader.bytes(body));
        } catch (IOException e) {
            return new ActivityResult.Failed(Failure.unavailable(Cause.CLOSED));
        } catch (RuntimeException e) {
            LOG.error("The answer of Leadlex could not be handled", WithoutMessages.of(e));
            return new ActivityResult.Failed(Failure.BUG);
        }
    }

    private ActivityResult read(int status, Supplier<MultivaluedMap<String, String>> headers, byte[] body) {
        ActivityResult read = answers.read(lookup, status, headers, body);
        return asked == null ? read : cache.answered(lookup, asked, status, headers.get(), read);
    }
}
