package com.leadlex.graphql.documents;

import java.util.concurrent.CompletionStage;

/** The port to the documents that replicas share: those that clients registered at any replica. */
public interface SharedDocuments {

    boolean isOn();

    /**
     * Finds a document; only where {@link #isOn()}.
     *
     * @param maxBytes the largest text that may come back, in UTF-8
     * @return the text, not verified; null when no replica registered it or Redis is too slow.
     *         Never fails, and completes on the caller's event loop.
     */
    CompletionStage<String> find(String sha256, int maxBytes);

    /** Publishes a document to the other replicas, where documents are shared. Does not wait for them, and never fails. */
    void register(String sha256, String text);
}
