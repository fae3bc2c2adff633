package com.leadlex.graphql.auth;

import com.leadlex.graphql.error.Failure;

/** Whose key a call to Leadlex uses: a key, or the reason why there is no key. */
public sealed interface Credential {

    record Usable(ApiKey key) implements Credential {
    }

    record Missing(Failure failure) implements Credential {
    }
}
