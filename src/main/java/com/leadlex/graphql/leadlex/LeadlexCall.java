package com.leadlex.graphql.leadlex;

import com.leadlex.graphql.auth.ApiKey;

/**
 * What goes to Leadlex with a look-up.
 *
 * @param key whose key
 * @param requestId becomes {@code X-Request-Id}
 * @param traceparent W3C trace context of the caller, or null
 */
public record LeadlexCall(ApiKey key, String requestId, String traceparent) {
}
