package com.leadlex.graphql.leadlex.resilience;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import com.leadlex.graphql.activity.ActivityResult;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** Brings work and results to the Vert.x context that they belong to. */
public final class OnContext {

    private OnContext() {
    }

    /**
     * One caller's view of a result that several share: it completes on the context that it is taken on, whichever
     * event loop or timer the result comes from, and a caller that cancels it takes nothing from the others.
     */
    public static CompletionStage<ActivityResult> view(CompletableFuture<ActivityResult> shared) {
        ContextInternal context = (ContextInternal) Vertx.currentContext();
        CompletableFuture<ActivityResult> view = new CompletableFuture<>();
        shared.thenAccept(result -> {
            if (context == null || context.isEventLoopContext() && context.nettyEventLoop().inEventLoop()) {
                view.complete(result);
            } else {
                context.runOnContext(ignored -> view.complete(result));
            }
        });
        return view;
    }

    /** Starts work in a turn of its own of the context's event loop. */
    static CompletionStage<ActivityResult> start(ContextInternal context, Supplier<CompletionStage<ActivityResult>> work) {
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
