package com.leadlex.graphql.error;

import org.jspecify.annotations.Nullable;

/**
 * What Leadlex answered, as far as a caller may know it: {@code extensions.upstream}.
 *
 * @param status its HTTP status
 * @param code its error code, such as {@code activity_not_found}; null when the body named none
 */
public record Upstream(int status, @Nullable String code) {
}
