package com.leadlex.graphql.activity;

import org.jspecify.annotations.Nullable;

import com.leadlex.graphql.auth.Credential;
import com.leadlex.graphql.memory.OperationMemory;

/**
 * On whose behalf an operation looks activities up.
 *
 * @param credential whose key its look-ups use
 * @param requestId the request's id, the caller's or ours
 * @param traceparent W3C trace context to pass on, or null
 * @param fresh true to ask Leadlex even if an answer is cached
 * @param memory of the operation
 */
public record Caller(Credential credential, String requestId, @Nullable String traceparent, boolean fresh,
        OperationMemory memory) {
}
