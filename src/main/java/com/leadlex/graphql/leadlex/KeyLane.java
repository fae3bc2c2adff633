package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import com.leadlex.graphql.error.Failure;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * What stands between one key and Leadlex. Each key has its own bulkhead, circuit and hold: a tenant whose calls
 * hang, fail or are limited has no effect on the others.
 */
final class KeyLane {

    private static final TypeLiteral<CompletionStage<Outcome>> ASYNCHRONOUS = new TypeLiteral<>() {
    };

    /** For an attempt whose caller has been answered already: it is not sent. */
    private static final Outcome TIMED_OUT = new Outcome.Failed(Failure.TIMEOUT);
    private static final CompletionStage<Outcome> TOO_LATE = CompletableFuture.completedFuture(TIMED_OUT);

    private final TypedGuard<CompletionStage<Outcome>> place;
    private final TypedGuard<CompletionStage<Outcome>> attempts;
    private final long attemptNanos;
    private final long totalNanos;
    private final Consumer<Boolean> onCircuit;
    private final AtomicBoolean circuitOpen = new AtomicBoolean();
    private volatile long heldUntil;
    private volatile boolean everHeld;

    KeyLane(LeadlexConfig config, Runnable onRetry, Consumer<Boolean> onCircuit) {
        this.onCircuit = onCircuit;
        attemptNanos = config.timeout().attempt().toNanos();
        totalNanos = config.timeout().total().toNanos();
        // A look-up keeps its place while it waits for a retry.
        place = onCallersThread()
                .withBulkhead().limit(config.concurrency().perKey()).queueSize(config.concurrency().queue()).done()
                .build();
        attempts = onCallersThread()
                .withCircuitBreaker().requestVolumeThreshold(config.circuit().window())
                .failureRatio(config.circuit().failureRatio())
                .delay(config.circuit().delay().toMillis(), ChronoUnit.MILLIS).when(FailedAttempt.class::isInstance)
                .onStateChange(state -> circuit(state == CircuitBreakerState.OPEN)).done()
                .withRetry().maxRetries(config.retry().max()).delay(config.retry().delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retry().jitter().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(config.timeout().total().toMillis(), ChronoUnit.MILLIS)
                .whenException(FailedAttempt.class::isInstance)
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done()
                .build();
    }

    /**
     * By default a guard puts each start and each end into a new turn of the event loop; {@link Turn} makes one where it
     * is needed.
     */
    private static TypedGuard.Builder<CompletionStage<Outcome>> onCallersThread() {
        return TypedGuard.create(ASYNCHRONOUS).withThreadOffload(true).withThreadOffloadExecutor(Runnable::run);
    }

    /** @param attempt sends one request; fails with {@link FailedAttempt} where another one may help */
    CompletionStage<Outcome> run(Attempt attempt) {
        Turn turn = new Turn(attempt, System.nanoTime() + totalNanos);
        CompletionStage<Outcome> outcome = place.get(turn::begin);
        return turn.waits() ? turn.inTime(outcome) : outcome;
    }

    /** Sends one request, which may take so long. */
    @FunctionalInterface
    interface Attempt {

        CompletionStage<Outcome> send(long timeoutNanos);
    }

    /**
     * A look-up that has its place. One that had to wait for it is called by whoever left, and a retry by a timer:
     * both go to the caller's event loop first. A new turn of that also keeps a long queue, whose look-ups end at
     * once, from piling up on one stack.
     */
    private final class Turn {

        private final ContextInternal context = (ContextInternal) Vertx.currentContext();
        private final Attempt attempt;
        private final long deadline;
        private volatile boolean begun;
        private volatile boolean atOnce = true;

        Turn(Attempt attempt, long deadline) {
            this.attempt = attempt;
            this.deadline = deadline;
        }

        CompletionStage<Outcome> begin() {
            begun = true;
            return onContext(() -> attempts.get(this::attempt));
        }

        /** After this the look-up's steps are called by others. */
        boolean waits() {
            atOnce = false;
            return !begun;
        }

        private CompletionStage<Outcome> attempt() {
            long left = deadline - System.nanoTime();
            return left <= 0 ? TOO_LATE : onContext(() -> attempt.send(Math.min(left, attemptNanos)));
        }

        private CompletionStage<Outcome> onContext(Supplier<CompletionStage<Outcome>> work) {
            return atOnce || context == null ? work.get() : OnContext.start(context, work);
        }

        /** While a look-up waits for its place, no attempt of its watches the time. */
        CompletionStage<Outcome> inTime(CompletionStage<Outcome> outcome) {
            return outcome.toCompletableFuture().completeOnTimeout(TIMED_OUT, totalNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** From open to half-open to closed it stops being open once, not twice. */
    private void circuit(boolean open) {
        if (circuitOpen.getAndSet(open) != open) {
            onCircuit.accept(open);
        }
    }

    /** The lane is not used any more. */
    void forgotten() {
        circuit(false);
    }

    void holdFor(Duration time) {
        heldUntil = System.nanoTime() + time.toNanos();
        everHeld = true;
    }

    /** @return whole seconds until look-ups may be sent again; 0 when they may */
    int heldSeconds() {
        if (!everHeld) {
            return 0;
        }
        long left = heldUntil - System.nanoTime();
        return left <= 0 ? 0 : (int) ((left + 999_999_999L) / 1_000_000_000L);
    }
}
