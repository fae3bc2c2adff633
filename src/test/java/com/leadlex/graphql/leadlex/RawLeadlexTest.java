package com.leadlex.graphql.leadlex;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import com.leadlex.graphql.activity.ActivityResult;
import com.leadlex.graphql.activity.ActivitySource;
import com.leadlex.graphql.activity.Lookup;
import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.ErrorCode;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;
import com.leadlex.graphql.memory.UnboundedMemory;

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
    ActivitySource activities;

    @Inject
    Vertx vertx;

    static RawLeadlex raw;

    @BeforeAll
    static void listen() {
        raw = new RawLeadlex(RawLeadlexProfile.port());
    }

    @AfterAll
    static void stop() {
        raw.close();
    }

    @BeforeEach
    void answerWell() {
        raw.heal();
    }

    @AfterEach
    void theServiceIsAlive() throws Exception {
        raw.heal();
        assertFound(get("act_alive", "wbk_alive_" + System.nanoTime()), "act_alive");
    }

    CompletableFuture<ActivityResult> ask(String id, String key) {
        CompletableFuture<ActivityResult> result = new CompletableFuture<>();
        OperationMemory memory = UnboundedMemory.create();
        Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        context.runOnContext(ignored -> activities
                .find(new Lookup(id, ApiKey.of(key), "request-1", null, false, memory))
                .whenComplete((outcome, failure) -> {
                    memory.release();
                    if (failure == null && ((ContextInternal) context).nettyEventLoop().inEventLoop()) {
                        result.complete(outcome);
                    } else {
                        result.completeExceptionally(new AssertionError("completed on " + Thread.currentThread()));
                    }
                }));
        return result;
    }

    ActivityResult get(String id, String key) throws Exception {
        return ask(id, key).get(15, TimeUnit.SECONDS);
    }

    static void assertFound(ActivityResult outcome, String id) {
        assertEquals(id, assertInstanceOf(ActivityResult.Found.class, outcome, outcome::toString).activity().id());
    }

    static ErrorCode code(ActivityResult outcome) {
        return failure(outcome).code();
    }

    static Failure failure(ActivityResult outcome) {
        return assertInstanceOf(ActivityResult.Failed.class, outcome, outcome::toString).failure();
    }
}
