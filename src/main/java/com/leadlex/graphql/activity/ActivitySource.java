package com.leadlex.graphql.activity;

import java.util.concurrent.CompletionStage;

/** The port through which activities come. The room {@code leadlex} is its adapter. */
@FunctionalInterface
public interface ActivitySource {

    /**
     * @return never fails: every failure is an {@link ActivityResult.Failed}; completes on the caller's Vert.x context when
     *         there is one
     */
    CompletionStage<ActivityResult> find(Lookup lookup);
}
