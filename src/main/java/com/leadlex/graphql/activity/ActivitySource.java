package com.leadlex.graphql.activity;

import java.util.concurrent.CompletionStage;

/** The port to the source of activities. The room {@code leadlex} is its adapter. */
@FunctionalInterface
public interface ActivitySource {

    /**
     * @return a stage that never fails: each failure is an {@link ActivityResult.Failed};
     *         the stage completes on the Vert.x context on which this method was called, if any
     */
    CompletionStage<ActivityResult> find(Lookup lookup);
}
