package com.leadlex.graphql.leadlex.lookup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexListener;
import com.leadlex.graphql.leadlex.resilience.FailedAttempt;
import com.leadlex.graphql.leadlex.resilience.KeyGuard;
import com.leadlex.graphql.leadlex.resilience.KeyGuards;
import com.leadlex.graphql.leadlex.resilience.SharedOutageGuard;

/**
 * Admits look-ups to Leadlex. One is answered at once while its key is held, Leadlex fails for everybody, or too many are under
 * way; the others go through the {@link KeyGuard} of their key.
 */
@Singleton
class LookupAdmission {

    /** For a look-up without callers: nobody reads it, and no alert on Leadlex counts it. */
    private static final ActivityResult CANCELLED = new ActivityResult.Failed(Failure.OVERLOADED);

    private final KeyGuards guards;
    private final LeadlexCalls calls;
    private final LeadlexListener listener;
    private final SharedOutageGuard outage;

    LookupAdmission(KeyGuards guards, LeadlexCalls calls, SharedOutageGuard outage, LeadlexListener listener) {
        this.guards = guards;
        this.calls = calls;
        this.listener = listener;
        this.outage = outage;
    }

    /** Takes room for a look-up until its operation is answered. @return null when there was room */
    @Nullable
    Failure takeRoom(Lookup lookup) {
        return guards.takeRoom(lookup) ? null : Failure.OVERLOADED;
    }

    /** @return has its result in any case, whatever is thrown on the way: equal look-ups wait for it */
    Admitted admit(Lookup lookup) {
        Admitted admitted = new Admitted(lookup);
        try {
            admitted.start(guards.of(lookup.key()));
        } catch (RuntimeException | Error thrown) {
            admitted.end(new ActivityResult.Failed(FailedAttempt.failureOf(thrown)));
        }
        return admitted;
    }

    /** A look-up from its admission to its result. */
    final class Admitted {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final Lookup lookup;
        private @Nullable KeyGuard guard;
        private volatile KeyGuard.@Nullable GuardedLookup guarded;
        private volatile @Nullable LeadlexCall call;
        private int attempts;

        private Admitted(Lookup lookup) {
            this.lookup = lookup;
        }

        CompletableFuture<ActivityResult> result() {
            return result;
        }

        /** The last caller has gone: what waits is not sent, and what was sent is given up. */
        void cancel() {
            KeyGuard.GuardedLookup waiting = guarded;
            if (waiting != null && waiting.result().complete(CANCELLED)) {
                LeadlexCall sent = call;
                if (sent != null) {
                    sent.cancel(CANCELLED);
                }
            }
        }

        private void start(KeyGuard ofKey) {
            guard = ofKey;
            Failure refusal = refusal(ofKey);
            if (refusal != null) {
                end(new ActivityResult.Failed(refusal));
                return;
            }
            KeyGuard.GuardedLookup started = ofKey.start(timeoutNanos -> attempt(ofKey, timeoutNanos));
            guarded = started;
            started.result().thenAccept(this::end);
        }

        private @Nullable Failure refusal(KeyGuard ofKey) {
            Failure held = held(ofKey);
            if (held != null) {
                return held;
            }
            return outage.admits() ? takeRoom(lookup) : Failure.everybodyFails(outage.retryAfterSeconds());
        }

        private @Nullable Failure held(KeyGuard ofKey) {
            int seconds = ofKey.heldSeconds();
            if (seconds == 0) {
                return null;
            }
            listener.happened(LeadlexListener.Event.HELD);
            return Failure.held(seconds);
        }

        /** The key may be held since the look-up began to wait. */
        private CompletionStage<ActivityResult> attempt(KeyGuard ofKey, long timeoutNanos) {
            Failure held = held(ofKey);
            if (held != null) {
                return CompletableFuture.completedFuture(new ActivityResult.Failed(held));
            }
            attempts++;
            LeadlexCall sent = calls.send(lookup, timeoutNanos);
            call = sent;
            return sent.result();
        }

        private void end(ActivityResult how) {
            ActivityResult told = how instanceof ActivityResult.Failed failed
                    ? new ActivityResult.Failed(failed.failure().after(attempts))
                    : how;
            try {
                if (guard != null && attempts > 0) {
                    learn(guard, told);
                }
            } finally {
                result.complete(told);
            }
        }

        private void learn(KeyGuard ofKey, ActivityResult how) {
            Failure failure = how instanceof ActivityResult.Failed failed ? failed.failure() : null;
            if (failure == null || failure.code() == ErrorCode.NOT_FOUND) {
                ofKey.verify();
            } else if (failure.upstream() != null && failure.code() == ErrorCode.RATE_LIMITED
                    && failure.retryAfterSeconds() != null) {
                guards.hold(lookup.key(), ofKey, Duration.ofSeconds(failure.retryAfterSeconds()));
            }
        }
    }
}
