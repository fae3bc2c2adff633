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
 * Stands between one key and Leadlex. Each key has its own share of the places, circuit and hold: a tenant whose calls hang,
 * fail or are limited does not affect the others.
 */
public final class KeyGuard {

    private static final TypeLiteral<CompletionStage<ActivityResult>> ASYNCHRONOUS_RESULT = new TypeLiteral<>() {
    };

    private static final ActivityResult TIMED_OUT = new ActivityResult.Failed(Failure.TIMEOUT);

    /** An attempt is made only if at least a tenth of its time is left. */
    private static final int MIN_ATTEMPT_DIVISOR = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ApiKey.Fingerprint fingerprint;
    private final LookupPermits permits;
    private final TypedGuard<CompletionStage<ActivityResult>> circuitAndRetries;
    private final long attemptTimeoutNanos;
    private final long totalTimeoutNanos;
    private final Consumer<Boolean> onCircuitChange;
    private final AtomicBoolean isCircuitOpen = new AtomicBoolean();
    private volatile boolean isVerified;
    /** Until when look-ups are answered without a call, by {@link System#nanoTime}. */
    private volatile long holdEndNanos = System.nanoTime();

    KeyGuard(ApiKey.Fingerprint fingerprint, LeadlexConfig config, LookupPermits permits, Runnable onRetry,
            Consumer<Boolean> onCircuitChange) {
        this.fingerprint = fingerprint;
        this.permits = permits;
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
                .whenException(thrown -> thrown instanceof FailedAttempt failed && failed.mayBeRetried())
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done().build();
    }

    /** Fails if settings contradict each other, which the library checks only at the first use of a guard. */
    void requireConsistentSettings() {
        circuitAndRetries.get(() -> CompletableFuture.completedFuture(TIMED_OUT)).toCompletableFuture().join();
    }

    /**
     * @param attempt sends one request, which may take the given nanoseconds; fails with {@link FailedAttempt} where another
     *        one may help
     * @return never fails, unless starting throws; completing it cancels the look-up: no further attempt is made
     */
    public CompletableFuture<ActivityResult> start(LongFunction<CompletionStage<ActivityResult>> attempt) {
        GuardedLookup lookup = new GuardedLookup(attempt);
        lookup.start();
        return lookup.result;
    }

    /**
     * One look-up on its way through the guard: it waits for a place, and keeps it while it waits for a retry. The end of
     * another look-up may start it, and a timer starts a retry: both switch to the caller's context first.
     */
    private final class GuardedLookup {

        private final CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        private final @Nullable Context context = Vertx.currentContext();
        private final LongFunction<CompletionStage<ActivityResult>> attempt;
        private final long deadlineNanos = System.nanoTime() + totalTimeoutNanos;

        private GuardedLookup(LongFunction<CompletionStage<ActivityResult>> attempt) {
            this.attempt = attempt;
        }

        private void start() {
            LookupPermits.Permit permit = permits.request(fingerprint, isVerified, this::startInNewTurn);
            if (permit == null) {
                result.complete(new ActivityResult.Failed(Failure.OVERLOADED));
                return;
            }
            if (permit.isImmediate) {
                completeWith(circuitAndRetries.get(this::attemptOnContext));
            } else { // no attempt watches the time yet
                result.completeOnTimeout(TIMED_OUT, totalTimeoutNanos, TimeUnit.NANOSECONDS);
            }
            result.whenComplete((finalResult, neverThrown) -> permit.release());
        }

        /** Starts in a new turn of the event loop, so that a queue of look-ups that end at once does not overflow the stack. */
        private void startInNewTurn() {
            if (!result.isDone()) {
                completeWith(context == null ? circuitAndRetries.get(this::attemptOnContext)
                        : runInNewTurn(context, () -> circuitAndRetries.get(this::attemptOnContext)));
            }
        }

        private void completeWith(CompletionStage<ActivityResult> guardedResult) {
            guardedResult.whenComplete((attemptResult, thrown) -> result.complete(
                    thrown == null ? attemptResult : new ActivityResult.Failed(FailedAttempt.failureOf(thrown))));
        }

        private CompletionStage<ActivityResult> attemptOnContext() {
            return context == null || Vertx.currentContext() == context ? attemptNow()
                    : runInNewTurn(context, this::attemptNow);
        }

        private static CompletionStage<ActivityResult> runInNewTurn(Context context,
                Supplier<CompletionStage<ActivityResult>> attemptStart) {
            CompletableFuture<@Nullable Void> newTurn = new CompletableFuture<>();
            CompletionStage<ActivityResult> attemptResult = newTurn.thenCompose(ignored -> attemptStart.get());
            context.runOnContext(newTurn::complete);
            return attemptResult;
        }

        /** Sends nothing if the look-up has a result already, or if the time left is too short for an answer. */
        private CompletionStage<ActivityResult> attemptNow() {
            long remainingNanos = deadlineNanos - System.nanoTime();
            return remainingNanos <= attemptTimeoutNanos / MIN_ATTEMPT_DIVISOR || result.isDone()
                    ? CompletableFuture.completedFuture(TIMED_OUT)
                    : attempt.apply(Math.min(remainingNanos, attemptTimeoutNanos));
        }
    }

    /** Reports changes alone: half-open and closed both mean that the circuit is not open. */
    private void reportCircuitState(boolean isOpen) {
        if (isCircuitOpen.getAndSet(isOpen) != isOpen) {
            onCircuitChange.accept(isOpen);
        }
    }

    /** Called when the guard is dropped: its circuit no longer counts as open. */
    void forgetCircuit() {
        reportCircuitState(false);
    }

    /** Called when Leadlex has answered the key with an activity or a 404. */
    public void markVerified() {
        isVerified = true;
    }

    /** True once Leadlex has answered the key, until the key is forgotten. */
    public boolean isVerified() {
        return isVerified;
    }

    /** Prolongs the hold, never shortens it: an answer may be older than the one that set the hold. */
    synchronized void prolongHold(Duration holdDuration) {
        long proposedEndNanos = System.nanoTime() + holdDuration.toNanos();
        if (proposedEndNanos - holdEndNanos > 0) {
            holdEndNanos = proposedEndNanos;
        }
    }

    /** @return whole seconds until look-ups may be sent again; 0 when they may */
    public int remainingHoldSeconds() {
        long remainingNanos = holdEndNanos - System.nanoTime();
        return remainingNanos <= 0 ? 0 : (int) Math.floorDiv(remainingNanos + NANOS_PER_SECOND - 1, NANOS_PER_SECOND);
    }
}
