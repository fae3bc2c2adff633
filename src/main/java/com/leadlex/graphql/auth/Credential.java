package com.leadlex.graphql.auth;

import com.leadlex.graphql.error.Failure;

/** Whose key a call to Leadlex uses: a key, or why there is none. */
public sealed interface Credential {

    record Usable(ApiKey key) implements Credential {
    }

    record Missing(Failure failure) implements Credential {
    }
}
