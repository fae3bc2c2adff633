package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import com.leadlex.graphql.activity.ActivityResult;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings work and results to the Vert.x context that they belong to. */
public final class OnContext {

    private OnContext() {
    }

    /**
     * One caller's view of a result that several share: it completes on the context that it is taken on, whichever
     * event loop or timer the result comes from, and a caller that cancels it takes nothing from the others.
     */
    public static CompletableFuture<ActivityResult> view(CompletableFuture<ActivityResult> shared) {
        Context context = Vertx.currentContext();
        Thread thread = Thread.currentThread();
        CompletableFuture<ActivityResult> view = new CompletableFuture<>();
        shared.thenAccept(result -> {
            // The thread of an event loop is always the same one.
            if (context == null || context.isEventLoopContext() && Thread.currentThread() == thread) {
                view.complete(result);
            } else {
                context.runOnContext(ignored -> view.complete(result));
            }
        });
        return view;
    }

    /** Starts work in a turn of its own of the context's event loop. */
    static CompletionStage<ActivityResult> start(Context context, Supplier<CompletionStage<ActivityResult>> work) {
        CompletableFuture<ActivityResult> done = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                work.get().whenComplete((result, failure) -> {
                    if (failure == null) {
                        done.complete(result);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
