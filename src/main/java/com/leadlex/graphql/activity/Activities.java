package com.leadlex.graphql.activity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.error.Failure;

/** Looks activities up: checks what can be checked here, and asks their source. */
@Singleton
public class Activities {

    private static final Failure BAD_ID = Failure.badInput(ActivityIds.RULE);

    private final ActivitySource source;

    public Activities(ActivitySource source) {
        this.source = source;
    }

    /**
     * @param id any text
     * @return never fails; the source is not asked for a bad id, nor without a key
     */
    public CompletionStage<ActivityResult> find(String id, Caller caller) {
        if (!ActivityIds.isValid(id)) {
            return failed(BAD_ID);
        }
        if (caller.credential() instanceof Credential.Usable usable) {
            return source.find(new Lookup(id, usable.key(), caller.requestId(), caller.traceparent(), caller.fresh(),
                    caller.memory()));
        }
        return failed(((Credential.Missing) caller.credential()).failure());
    }

    private static CompletionStage<ActivityResult> failed(Failure failure) {
        return CompletableFuture.completedFuture(new ActivityResult.Failed(failure));
    }
}
