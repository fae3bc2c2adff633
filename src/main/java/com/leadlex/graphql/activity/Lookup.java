package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.ApiKey;
import com.leadlex.graphql.error.Failure;
import com.leadlex.graphql.memory.OperationMemory;

/**
 * One activity to be looked up, with all that it takes. Only {@link Activities} makes one, after it has checked the id and the
 * credential.
 *
 * @param id a valid id
 * @param key whose key the look-up uses
 * @param requestId the request's id, the caller's or ours
 * @param traceparent W3C trace context to pass on, or null
 * @param fresh true to ask Leadlex even if an answer is cached
 * @param memory of the operation
 */
public record Lookup(String id, ApiKey key, String requestId, @Nullable String traceparent, boolean fresh,
        OperationMemory memory) {

    /** @return the result, or why it cannot be kept: for one that did not stream in for this operation */
    public ActivityResult keep(ActivityResult result) {
        Failure full = result instanceof ActivityResult.Found found ? memory.take(ActivityField.bytes(found.activity())) : null;
        return full == null ? result : new ActivityResult.Failed(full);
    }
}
