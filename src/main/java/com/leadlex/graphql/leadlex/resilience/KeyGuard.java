package com.leadlex.graphql.leadlex.resilience;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Guards the calls of one key to Leadlex. Each key has its own share of the permits, its circuit and its hold:
 * a tenant whose calls hang, fail or are limited does not affect other tenants.
 */
public final class KeyGuard {

    private static final TypeLiteral<CompletionStage<ActivityResult>> ASYNCHRONOUS_RESULT = new TypeLiteral<>() {
    };

    private static final ActivityResult TIMED_OUT_RESULT = new ActivityResult.Failed(Failure.TIMEOUT);

    /** An attempt is made only if at least a tenth of the time limit of an attempt is left. */
    private static final int MIN_ATTEMPT_DIVISOR = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ApiKey.Fingerprint fingerprint;
    private final LookupPermits lookupPermits;
    private final TypedGuard<CompletionStage<ActivityResult>> circuitAndRetries;
    private final long attemptTimeoutNanos;
    private final long totalTimeoutNanos;
    private final Consumer<Boolean> onCircuitChange;
    private final AtomicBoolean isCircuitOpen = new AtomicBoolean();
    private volatile boolean isVerified;
    /** Until when look-ups are answered without a call, by {@link System#nanoTime}. */
    private volatile long holdEndNanos = System.nanoTime();

    KeyGuard(ApiKey.Fingerprint fingerprint, LeadlexConfig config, LookupPermits lookupPermits, Runnable onRetry,
            Consumer<Boolean> onCircuitChange) {
        this.fingerprint = fingerprint;
        this.lookupPermits = lookupPermits;
        this.onCircuitChange = onCircuitChange;
        attemptTimeoutNanos = config.timeout().attempt().toNanos();
        totalTimeoutNanos = config.timeout().total().toNanos();
        // Runs attempts on the calling thread: by default a guard moves each start and end to a new turn of the event loop.
        circuitAndRetries = TypedGuard.create(ASYNCHRONOUS_RESULT).withThreadOffload(true)
                .withThreadOffloadExecutor(Runnable::run)
                .withCircuitBreaker().requestVolumeThreshold(config.circuit().window())
                .failureRatio(config.circuit().failureRatio())
                .delay(config.circuit().delay().toMillis(), ChronoUnit.MILLIS).when(FailedAttempt.class::isInstance)
                .onStateChange(state -> reportCircuitState(state == CircuitBreakerState.OPEN)).done()
                .withRetry().maxRetries(config.retry().max()).delay(config.retry().delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retry().jitter().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(config.timeout().total().toMillis(), ChronoUnit.MILLIS)
                .whenException(thrown -> thrown instanceof FailedAttempt failedAttempt && failedAttempt.mayBeRetried())
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done().build();
    }

    /** Fails if settings contradict each other, which the library checks only at the first use of a guard. */
    void requireConsistentSettings() {
        circuitAndRetries.get(() -> CompletableFuture.completedFuture(TIMED_OUT_RESULT)).toCompletableFuture().join();
    }

    /**
     * @param sendAttempt sends one request, with the given time limit in nanoseconds; may fail with {@link FailedAttempt}
     * @return never fails, unless starting throws; to complete this future cancels the look-up: no further attempt is made
     */
    public CompletableFuture<ActivityResult> startLookup(LongFunction<CompletionStage<ActivityResult>> sendAttempt) {
        GuardedLookup lookup = new GuardedLookup(sendAttempt);
        lookup.startLookup();
        return lookup.result;
    }

    /**
     * One look-up on its way through the guard: it waits for a permit, and keeps the permit while it waits for a retry.
     * The end of another look-up may start it, and a timer starts a retry: both switch to the caller's context first.
     */
    private final class GuardedLookup {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final @Nullable Context context = Vertx.currentContext();
        private final LongFunction<CompletionStage<ActivityResult>> sendAttempt;
        private final long deadlineNanos = System.nanoTime() + totalTimeoutNanos;

        private GuardedLookup(LongFunction<CompletionStage<ActivityResult>> sendAttempt) {
            this.sendAttempt = sendAttempt;
        }

        private void startLookup() {
            LookupPermits.Permit permit = lookupPermits.requestPermit(fingerprint, isVerified, this::startInNewTurn);
            if (permit == null) {
                result.complete(new ActivityResult.Failed(Failure.OVERLOADED));
                return;
            }
            if (permit.isImmediate) {
                completeWith(circuitAndRetries.get(this::sendAttemptOnContext));
            } else { // no attempt has a timer yet
                result.completeOnTimeout(TIMED_OUT_RESULT, totalTimeoutNanos, TimeUnit.NANOSECONDS);
            }
            result.whenComplete((finalResult, neverThrown) -> permit.release());
        }

        /** Starts in a new turn of the event loop: a queue of look-ups that each end at once would overflow the stack. */
        private void startInNewTurn() {
            if (!result.isDone()) {
                completeWith(context == null ? circuitAndRetries.get(this::sendAttemptOnContext)
                        : runInNewTurn(context, () -> circuitAndRetries.get(this::sendAttemptOnContext)));
            }
        }

        private void completeWith(CompletionStage<ActivityResult> guardedResult) {
            guardedResult.whenComplete((attemptResult, thrown) -> result.complete(
                    thrown == null ? attemptResult : new ActivityResult.Failed(FailedAttempt.failureOf(thrown))));
        }

        private CompletionStage<ActivityResult> sendAttemptOnContext() {
            return context == null || Vertx.currentContext() == context ? sendAttemptNow()
                    : runInNewTurn(context, this::sendAttemptNow);
        }

        private static CompletionStage<ActivityResult> runInNewTurn(Context context,
                Supplier<CompletionStage<ActivityResult>> startAttempt) {
            CompletableFuture<@Nullable Void> newTurn = new CompletableFuture<>();
            CompletionStage<ActivityResult> attemptResult = newTurn.thenCompose(ignored -> startAttempt.get());
            context.runOnContext(newTurn::complete);
            return attemptResult;
        }

        /** Sends nothing if the look-up has a result already, or if the time left is too short for an answer. */
        private CompletionStage<ActivityResult> sendAttemptNow() {
            long remainingNanos = deadlineNanos - System.nanoTime();
            return remainingNanos <= attemptTimeoutNanos / MIN_ATTEMPT_DIVISOR || result.isDone()
                    ? CompletableFuture.completedFuture(TIMED_OUT_RESULT)
                    : sendAttempt.apply(Math.min(remainingNanos, attemptTimeoutNanos));
        }
    }

    /** Reports only changes between open and not open; a half-open circuit is not open. */
    private void reportCircuitState(boolean isOpen) {
        if (isCircuitOpen.getAndSet(isOpen) != isOpen) {
            onCircuitChange.accept(isOpen);
        }
    }

    /** Called when the guard is dropped: its circuit no longer counts as open. */
    void forgetCircuit() {
        reportCircuitState(/* isOpen= */ false);
    }

    /** Called when Leadlex has answered the key with an activity or a 404. */
    public void markVerified() {
        isVerified = true;
    }

    /** True once Leadlex has answered the key, until the key is forgotten. */
    public boolean isVerified() {
        return isVerified;
    }

    /** Prolongs the hold, never shortens it: an answer may be older than the answer that set the hold. */
    synchronized void prolongHold(Duration holdDuration) {
        long proposedEndNanos = System.nanoTime() + holdDuration.toNanos();
        if (proposedEndNanos - holdEndNanos > 0) {
            holdEndNanos = proposedEndNanos;
        }
    }

    /** @return whole seconds until look-ups may be sent again; 0 without a hold */
    public int remainingHoldSeconds() {
        long remainingNanos = holdEndNanos - System.nanoTime();
        return remainingNanos <= 0 ? 0 : (int) Math.floorDiv(remainingNanos + NANOS_PER_SECOND - 1, NANOS_PER_SECOND);
    }
}
