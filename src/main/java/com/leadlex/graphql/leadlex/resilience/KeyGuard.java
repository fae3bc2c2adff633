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

    private static final TypeLiteral<CompletionStage<ActivityResult>> ASYNCHRONOUS = new TypeLiteral<>() {
    };

    private static final ActivityResult TIMED_OUT = new ActivityResult.Failed(Failure.TIMEOUT);

    /** An attempt is made only if at least this fraction of its time is left. */
    private static final int LEAST_OF_AN_ATTEMPT = 10;

    private final ApiKey.Fingerprint key;
    private final LookupPermits permits;
    private final TypedGuard<CompletionStage<ActivityResult>> circuitAndRetries;
    private final long attemptNanos;
    private final long totalNanos;
    private final Consumer<Boolean> onCircuit;
    private final AtomicBoolean circuitOpen = new AtomicBoolean();
    private volatile boolean verified;
    /** Until when look-ups are answered without a call, by {@link System#nanoTime}. */
    private volatile long holdEnd = System.nanoTime();

    KeyGuard(ApiKey.Fingerprint key, LeadlexConfig config, LookupPermits permits, Runnable onRetry,
            Consumer<Boolean> onCircuit) {
        this.key = key;
        this.permits = permits;
        this.onCircuit = onCircuit;
        attemptNanos = config.timeout().attempt().toNanos();
        totalNanos = config.timeout().total().toNanos();
        // Runs attempts on the calling thread: by default a guard moves each start and end to a new turn of the event loop.
        circuitAndRetries = TypedGuard.create(ASYNCHRONOUS).withThreadOffload(true).withThreadOffloadExecutor(Runnable::run)
                .withCircuitBreaker().requestVolumeThreshold(config.circuit().window())
                .failureRatio(config.circuit().failureRatio())
                .delay(config.circuit().delay().toMillis(), ChronoUnit.MILLIS).when(FailedAttempt.class::isInstance)
                .onStateChange(state -> reportCircuit(state == CircuitBreakerState.OPEN)).done()
                .withRetry().maxRetries(config.retry().max()).delay(config.retry().delay().toMillis(), ChronoUnit.MILLIS)
                .jitter(config.retry().jitter().toMillis(), ChronoUnit.MILLIS)
                .maxDuration(config.timeout().total().toMillis(), ChronoUnit.MILLIS)
                .whenException(thrown -> thrown instanceof FailedAttempt failed && failed.mayBeFollowed())
                .beforeRetry(onRetry).withExponentialBackoff().factor(2)
                .maxDelay(config.timeout().total().toMillis() / 2, ChronoUnit.MILLIS).done().done()
                .build();
    }

    /** Fails if settings contradict each other, which the library checks only at the first use of a guard. */
    void requireSound() {
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
        private final long deadline = System.nanoTime() + totalNanos;

        private GuardedLookup(LongFunction<CompletionStage<ActivityResult>> attempt) {
            this.attempt = attempt;
        }

        private void start() {
            LookupPermits.Permit permit = permits.request(key, verified, this::startLater);
            if (permit == null) {
                result.complete(new ActivityResult.Failed(Failure.OVERLOADED));
                return;
            }
            if (permit.isImmediate) {
                finish(circuitAndRetries.get(this::attempt));
            } else { // no attempt watches the time yet
                result.completeOnTimeout(TIMED_OUT, totalNanos, TimeUnit.NANOSECONDS);
            }
            result.whenComplete((done, never) -> permit.release());
        }

        /** Starts in a new turn of the event loop, so that a queue of look-ups that end at once does not overflow the stack. */
        private void startLater() {
            if (!result.isDone()) {
                finish(context == null ? circuitAndRetries.get(this::attempt)
                        : inNewTurn(context, () -> circuitAndRetries.get(this::attempt)));
            }
        }

        private void finish(CompletionStage<ActivityResult> guarded) {
            guarded.whenComplete((found, thrown) -> result.complete(
                    thrown == null ? found : new ActivityResult.Failed(FailedAttempt.failureOf(thrown))));
        }

        private CompletionStage<ActivityResult> attempt() {
            return context == null || Vertx.currentContext() == context ? attemptNow() : inNewTurn(context, this::attemptNow);
        }

        private static CompletionStage<ActivityResult> inNewTurn(Context context,
                Supplier<CompletionStage<ActivityResult>> work) {
            CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
            CompletionStage<ActivityResult> done = turn.thenCompose(ignored -> work.get());
            context.runOnContext(turn::complete);
            return done;
        }

        /** Sends nothing if the look-up has a result already, or if the time left is too short for an answer. */
        private CompletionStage<ActivityResult> attemptNow() {
            long left = deadline - System.nanoTime();
            return left <= attemptNanos / LEAST_OF_AN_ATTEMPT || result.isDone() ? CompletableFuture.completedFuture(TIMED_OUT)
                    : attempt.apply(Math.min(left, attemptNanos));
        }
    }

    /** Reports changes alone: half-open and closed both mean that the circuit is not open. */
    private void reportCircuit(boolean open) {
        if (circuitOpen.getAndSet(open) != open) {
            onCircuit.accept(open);
        }
    }

    /** Called when the guard is dropped: its circuit no longer counts as open. */
    void forgotten() {
        reportCircuit(false);
    }

    /** Called when Leadlex has answered the key with an activity or a 404. */
    public void verify() {
        verified = true;
    }

    /** True once Leadlex has answered the key, until the key is forgotten. */
    public boolean isVerified() {
        return verified;
    }

    /**
     * Prolongs the hold, and never shortens it: an answer that was under way may be older than the one that set the hold.
     */
    synchronized void holdFor(Duration time) {
        long proposed = System.nanoTime() + time.toNanos();
        if (proposed - holdEnd > 0) {
            holdEnd = proposed;
        }
    }

    /** @return whole seconds until look-ups may be sent again; 0 when they may */
    public int heldSeconds() {
        long left = holdEnd - System.nanoTime();
        return left <= 0 ? 0 : (int) ((left + 999_999_999L) / 1_000_000_000L);
    }
}
