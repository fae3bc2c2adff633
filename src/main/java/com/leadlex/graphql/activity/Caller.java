package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.memory.OperationMemory;

/**
 * The caller of an operation, and what its look-ups need from the request.
 *
 * @param credential the API key for Leadlex, or why there is none
 * @param requestId the id of the caller's request
 * @param traceparent the W3C trace context to pass on, or null
 * @param skipsCache true to ask Leadlex even if the cache has the activity
 * @param memory counts the bytes that the operation holds until it is answered
 */
public record Caller(Credential credential, String requestId, @Nullable String traceparent, boolean skipsCache,
        OperationMemory memory) {
}
