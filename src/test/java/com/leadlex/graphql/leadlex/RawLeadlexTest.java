package com.leadlex.graphql.leadlex;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/**
 * What the tests share that call Leadlex through a bare socket. Each test uses keys of its own, so that none opens another's
 * circuit.
 */
abstract class RawLeadlexTest {

    @Inject
    Leadlex leadlex;

    @Inject
    Vertx vertx;

    RawLeadlex raw;

    @BeforeEach
    void listen() {
        raw = new RawLeadlex(RawLeadlexProfile.port());
    }

    @AfterEach
    void theServiceIsAlive() throws Exception {
        raw.heal();
        assertFound(get("act_alive", "wbk_alive_" + System.nanoTime()), "act_alive");
        raw.close();
    }

    CompletableFuture<Outcome> ask(String id, String key) {
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        context.runOnContext(ignored -> leadlex.activity(id, new LeadlexCall(ApiKey.of(key), "request-1", null))
                .whenComplete((outcome, failure) -> {
                    if (failure == null && ((ContextInternal) context).nettyEventLoop().inEventLoop()) {
                        result.complete(outcome);
                    } else {
                        result.completeExceptionally(new AssertionError("completed on " + Thread.currentThread()));
                    }
                }));
        return result;
    }

    Outcome get(String id, String key) throws Exception {
        return ask(id, key).get(15, TimeUnit.SECONDS);
    }

    static void assertFound(Outcome outcome, String id) {
        assertEquals(id, assertInstanceOf(Outcome.Found.class, outcome, outcome::toString).activity().id());
    }

    static Failure failure(Outcome outcome) {
        return assertInstanceOf(Outcome.Failed.class, outcome, outcome::toString).failure();
    }
}
