package com.leadlex.graphql.leadlex;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** Brings work and outcomes to the Vert.x context that they belong to. */
final class OnContext {

    private OnContext() {
    }

    /**
     * One caller's view of an outcome that several share: it completes on the context that it is taken on, whichever
     * event loop or timer the outcome comes from, and who cancels it takes nothing from the others.
     */
    static CompletionStage<Outcome> view(CompletableFuture<Outcome> shared) {
        ContextInternal context = (ContextInternal) Vertx.currentContext();
        CompletableFuture<Outcome> view = new CompletableFuture<>();
        shared.thenAccept(outcome -> {
            if (context == null || context.isEventLoopContext() && context.nettyEventLoop().inEventLoop()) {
                view.complete(outcome);
            } else {
                context.runOnContext(ignored -> view.complete(outcome));
            }
        });
        return view;
    }

    /** Starts work in a turn of its own of the context's event loop. */
    static CompletionStage<Outcome> start(ContextInternal context, Supplier<CompletionStage<Outcome>> work) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                work.get().whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        result.complete(outcome);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
