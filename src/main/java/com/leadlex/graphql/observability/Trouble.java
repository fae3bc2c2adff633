package com.leadlex.graphql.observability;

import com.leadlex.graphql.error.ErrorCode;

/** Whose fault a failure is: an operator should see what is this service's or Leadlex's, not a caller's own mistake. */
public final class Trouble {

    private Trouble() {
    }

    public static boolean is(ErrorCode failure) {
        return switch (failure) {
            case UPSTREAM_ERROR, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, UPSTREAM_INVALID_RESPONSE, OVERLOADED,
                    INTERNAL_SERVER_ERROR ->
                true;
            default -> false;
        };
    }
}
