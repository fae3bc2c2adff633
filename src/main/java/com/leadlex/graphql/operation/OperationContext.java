package com.leadlex.graphql.operation;

import com.leadlex.graphql.auth.Credential;

/**
 * What an operation carries beside its document.
 *
 * @param credential  whose key its look-ups use
 * @param requestId   the request's id, the caller's or ours
 * @param traceparent W3C trace context to pass on, or null
 */
public record OperationContext(Credential credential, String requestId, String traceparent) {
}
