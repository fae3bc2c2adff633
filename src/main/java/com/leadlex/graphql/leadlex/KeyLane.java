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

/**
 * What stands between one key and Leadlex. Each key has its own bulkhead, circuit and hold: a tenant whose calls hang, fail or
 * are limited
 * has no effect on the others.
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
        long deadline = System.nanoTime() + totalNanos;
        return place.get(() -> attempts.get(() -> System.nanoTime() - deadline > 0 ? TOO_LATE : attempt.get()));
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
