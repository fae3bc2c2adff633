package com.leadlex.graphql.documents;

import java.util.concurrent.CompletionStage;

/** The registered documents of all replicas, where they share them. */
public interface SharedDocuments {

    boolean areOn();

    /**
     * Only where {@link #areOn()}.
     *
     * @param mostBytes a text that is longer in UTF-8 is not wanted
     * @return null when no replica registered it, or that cannot be learnt in time; not verified. Never fails, and
     *         completes on the caller's event loop.
     */
    CompletionStage<String> find(String sha256, int mostBytes);

    /** Tells the other replicas, where documents are shared. Does not wait for them, and never fails. */
    void register(String sha256, String text);
}
