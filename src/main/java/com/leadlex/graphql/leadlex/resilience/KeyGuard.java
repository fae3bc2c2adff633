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
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.leadlex.LeadlexConfig;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * What stands between one key and Leadlex. Each key has its own bulkhead, circuit and hold: a tenant whose calls
 * hang, fail or are limited has no effect on the others.
 */
public final class KeyGuard {

    private static final TypeLiteral<CompletionStage<ActivityResult>> ASYNCHRONOUS = new TypeLiteral<>() {
    };

    private static final ActivityResult TIMED_OUT = new ActivityResult.Failed(Failure.TIMEOUT);
    /** For an attempt whose caller has been answered already: it is not sent. */
    private static final CompletionStage<ActivityResult> TOO_LATE = CompletableFuture.completedFuture(TIMED_OUT);

    private final TypedGuard<CompletionStage<ActivityResult>> bulkhead;
    private final TypedGuard<CompletionStage<ActivityResult>> circuitAndRetries;
    private final long attemptNanos;
    private final long totalNanos;
    private final Consumer<Boolean> onCircuit;
    private final AtomicBoolean circuitOpen = new AtomicBoolean();
    private final Hold hold = new Hold();
    private volatile boolean known;

    public KeyGuard(LeadlexConfig config, Runnable onRetry, Consumer<Boolean> onCircuit) {
        this.onCircuit = onCircuit;
        attemptNanos = config.timeout().attempt().toNanos();
        totalNanos = config.timeout().total().toNanos();
        // Outermost: a look-up stays in the bulkhead while it waits for a retry.
        bulkhead = onCallersThread()
                .withBulkhead().limit(config.concurrency().perKey()).queueSize(config.concurrency().queue()).done()
                .build();
        circuitAndRetries = onCallersThread()
                .withCircuitBreaker().requestVolumeThreshold(config.circuit().window())
                .failureRatio(config.circuit().failureRatio())
                .delay(config.circuit().delay().toMillis(), ChronoUnit.MILLIS).when(FailedAttempt.class::isInstance)
                .onStateChange(state -> circuit(state == CircuitBreakerState.OPEN)).done()
                .withRetry().maxRetries(config.retry().max()).delay(config.retry().delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retry().jitter().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(config.timeout().total().toMillis(), ChronoUnit.MILLIS)
                .whenException(thrown -> thrown instanceof FailedAttempt failed && failed.mayBeFollowed())
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done()
                .build();
    }

    /**
     * By default a guard puts each start and each end into a new turn of the event loop; {@link Passage} makes one where it
     * is needed.
     */
    private static TypedGuard.Builder<CompletionStage<ActivityResult>> onCallersThread() {
        return TypedGuard.create(ASYNCHRONOUS).withThreadOffload(true).withThreadOffloadExecutor(Runnable::run);
    }

    /**
     * @param attempt sends one request, which may take so many nanoseconds; fails with {@link FailedAttempt} where another
     *        one may help
     */
    public CompletionStage<ActivityResult> run(LongFunction<CompletionStage<ActivityResult>> attempt) {
        Passage passage = new Passage(attempt);
        CompletionStage<ActivityResult> result = bulkhead.get(passage::enter);
        passage.leaveCallersTurn();
        return passage.entered ? result
                : result.toCompletableFuture().completeOnTimeout(TIMED_OUT, totalNanos,
                        TimeUnit.NANOSECONDS); // in the queue, where there is no attempt yet that watches the time
    }

    /**
     * The way of one look-up through the guard. One that had to wait in the bulkhead's queue is let in by whoever leaves, and
     * a retry is started by a timer: both go to the caller's event loop first. A new turn of that also keeps a long queue,
     * whose look-ups end at once, from piling up on one stack.
     */
    private final class Passage {

        private final @Nullable ContextInternal context = (ContextInternal) Vertx.currentContext();
        private final LongFunction<CompletionStage<ActivityResult>> attempt;
        private final long deadline = System.nanoTime() + totalNanos;
        private volatile boolean entered;
        private volatile boolean inCallersTurn = true;

        Passage(LongFunction<CompletionStage<ActivityResult>> attempt) {
            this.attempt = attempt;
        }

        CompletionStage<ActivityResult> enter() {
            entered = true;
            return onContext(() -> circuitAndRetries.get(this::attempt));
        }

        /** From now on others start the look-up's steps. */
        void leaveCallersTurn() {
            inCallersTurn = false;
        }

        private CompletionStage<ActivityResult> attempt() {
            long left = deadline - System.nanoTime();
            return left <= 0 ? TOO_LATE : onContext(() -> attempt.apply(Math.min(left, attemptNanos)));
        }

        private CompletionStage<ActivityResult> onContext(Supplier<CompletionStage<ActivityResult>> work) {
            return inCallersTurn || context == null ? work.get() : OnContext.start(context, work);
        }
    }

    /** From open to half-open to closed it stops being open once, not twice. */
    private void circuit(boolean open) {
        if (circuitOpen.getAndSet(open) != open) {
            onCircuit.accept(open);
        }
    }

    /** The guard is not used any more. */
    void forgotten() {
        circuit(false);
    }

    /** Leadlex has answered the key with an activity, or that there is none. */
    public void answered() {
        if (!known) {
            known = true;
        }
    }

    /** @return whether Leadlex has answered the key, as far as that is remembered */
    public boolean isKnown() {
        return known;
    }

    void holdFor(Duration time) {
        hold.set(time);
    }

    /** @return whole seconds until look-ups may be sent again; 0 when they may */
    public int heldSeconds() {
        return hold.seconds();
    }
}
