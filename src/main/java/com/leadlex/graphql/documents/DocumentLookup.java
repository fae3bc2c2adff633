package com.leadlex.graphql.documents;

import com.leadlex.graphql.error.Failure;

/** What became of the search for a request's document. */
public sealed interface DocumentLookup {

    /** There is a text to run. */
    sealed interface Found extends DocumentLookup {
        String text();
    }

    /** Nothing is to be remembered: it is known already, or came without a hash. */
    record Known(String text) implements Found {
    }

    /** Came along with its hash, or from another replica: is registered here once it has run. */
    record Unregistered(String text, String sha256) implements Found {
    }

    /** Not known here, but maybe to another replica. */
    record AskOtherReplicas(String sha256) implements DocumentLookup {
    }

    /**
     * There is no document to run.
     *
     * @param failure its code is {@code BAD_REQUEST} (the reference is malformed), {@code GRAPHQL_PARSE_FAILED} (an empty
     *        document), {@code PERSISTED_QUERY_NOT_FOUND} or {@code DOCUMENT_NOT_TRUSTED}
     */
    record Refused(Failure failure) implements DocumentLookup {
    }
}
