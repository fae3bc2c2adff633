package com.leadlex.graphql.leadlex;

import java.util.concurrent.CompletionStage;

/** Leadlex as the rest of the service knows it. */
public interface Leadlex {

    /**
     * Looks up one activity: {@code GET /v1/activities/{id}}. Equal look-ups in flight (same key, same id) share one call.
     *
     * @param id a valid id, see ActivityIds
     * @return never fails: every failure is an {@link Outcome.Failed}; completes on the caller's Vert.x context when there is
     *         one
     */
    CompletionStage<Outcome> activity(String id, LeadlexCall call);
}
