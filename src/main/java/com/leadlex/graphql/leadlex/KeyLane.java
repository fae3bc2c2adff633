package com.leadlex.graphql.leadlex;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

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
    private static final CompletionStage<Outcome> TOO_LATE = CompletableFuture
            .completedFuture(new Outcome.Failed(Failure.TIMEOUT));

    private final TypedGuard<CompletionStage<Outcome>> place;
    private final TypedGuard<CompletionStage<Outcome>> attempts;
    private final long totalNanos;
    private final Consumer<Boolean> onCircuit;
    private final AtomicBoolean circuitOpen = new AtomicBoolean();
    private volatile long heldUntil;
    private volatile boolean everHeld;

    KeyLane(LeadlexConfig config, Runnable onRetry, Consumer<Boolean> onCircuit) {
        this.onCircuit = onCircuit;
        totalNanos = config.timeout().total().toNanos();
        // A look-up keeps its place while it waits for a retry, and its time runs from when it asked for the place.
        place = TypedGuard.create(ASYNCHRONOUS).withThreadOffload(false)
                .withTimeout().duration(config.timeout().total().toMillis(), ChronoUnit.MILLIS).done()
                .withBulkhead().limit(config.concurrency().perKey()).queueSize(config.concurrency().queue()).done()
                .build();
        attempts = TypedGuard.create(ASYNCHRONOUS).withThreadOffload(false)
                .withTimeout().duration(config.timeout().attempt().toMillis(), ChronoUnit.MILLIS).done()
                .withCircuitBreaker().requestVolumeThreshold(config.circuit().window())
                .failureRatio(config.circuit().failureRatio())
                .delay(config.circuit().delay().toMillis(), ChronoUnit.MILLIS).when(KeyLane::countsAsFailure)
                .onStateChange(state -> circuit(state == CircuitBreakerState.OPEN)).done()
                .withRetry().maxRetries(config.retry().max()).delay(config.retry().delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retry().jitter().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(config.timeout().total().toMillis(), ChronoUnit.MILLIS).whenException(KeyLane::countsAsFailure)
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done()
                .build();
    }

    /** @param attempt sends one request; fails with {@link FailedAttempt} where another one may help */
    CompletionStage<Outcome> run(Supplier<CompletionStage<Outcome>> attempt) {
        Turn turn = new Turn(attempt, System.nanoTime() + totalNanos);
        CompletionStage<Outcome> outcome = place.get(turn::begin);
        turn.atOnce = false;
        return outcome;
    }

    /**
     * A look-up that has its place. One that had to wait for it is called by whoever left, and a retry by a timer:
     * both go to the caller's event loop first. A new turn of that also keeps a long queue, whose look-ups end at
     * once, from piling up on one stack.
     */
    private final class Turn {

        private final ContextInternal context = (ContextInternal) Vertx.currentContext();
        private final Supplier<CompletionStage<Outcome>> attempt;
        private final long deadline;
        private volatile boolean atOnce = true;

        Turn(Supplier<CompletionStage<Outcome>> attempt, long deadline) {
            this.attempt = attempt;
            this.deadline = deadline;
        }

        CompletionStage<Outcome> begin() {
            return onContext(() -> isTooLate() ? TOO_LATE : attempts.get(this::attempt));
        }

        private CompletionStage<Outcome> attempt() {
            return isTooLate() ? TOO_LATE : onContext(attempt);
        }

        private CompletionStage<Outcome> onContext(Supplier<CompletionStage<Outcome>> work) {
            return atOnce || context == null ? work.get() : OnContext.start(context, work);
        }

        private boolean isTooLate() {
            return System.nanoTime() - deadline > 0;
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

    private static boolean countsAsFailure(Throwable failure) {
        return failure instanceof FailedAttempt || failure instanceof TimeoutException;
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
