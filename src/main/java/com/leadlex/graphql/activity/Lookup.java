package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;

/**
 * A look-up of one activity. Only {@link Activities} makes one, after it has checked the id and the credential.
 *
 * @param id a valid id
 * @param key the API key for Leadlex
 * @param requestId the id of the caller's request
 * @param traceparent the W3C trace context to pass on, or null
 * @param skipsCache true to ask Leadlex even if the cache has the activity
 * @param memory counts the bytes that the operation holds until it is answered
 */
public record Lookup(String id, ApiKey key, String requestId, @Nullable String traceparent, boolean skipsCache,
        OperationMemory memory) {

    /** @return this cached or shared result, counted against the operation's memory; a failure if there is no room for it */
    public ActivityResult takeMemoryFor(ActivityResult result) {
        Failure memoryFailure = result instanceof ActivityResult.Found foundResult
                ? memory.take(ActivityField.bytesOfAllFields(foundResult.activity()))
                : null;
        return memoryFailure == null ? result : new ActivityResult.Failed(memoryFailure);
    }
}
